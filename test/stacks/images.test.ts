import { type Cloud, graphOf, shipped } from "./shipped";

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** A full version, possibly with a build suffix: `v1.2.3`, `2.13.0-cuda13.0`. */
const VERSION = /:v?\d+\.\d+\.\d+([.-][\w.-]+)?$/;

/** By tag: their publishers never move a tag, and an upgrade only changes the version. */
const BY_TAG = [
  "docker.io/pytorch/pytorch",
  "docker.io/velero/velero-plugin-for-aws",
  "docker.io/velero/velero-plugin-for-gcp",
  "ghcr.io/kubeflow/katib/",
  "ghcr.io/kubeflow/kfp-",
  "ghcr.io/kubeflow/notebooks/",
  "ghcr.io/kubeflow/trainer/",
];

/** Every string below a key `image`, in manifests and in chart values. */
function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "image" && typeof item === "string" ? [item] : imagesIn(item),
  );
}

function imagesOf(cloud: Cloud): string[] {
  const environment = shipped(cloud, "prod");
  if (!environment.platform) throw new Error("prod has a platform");
  const graph = graphOf({ ...environment, platform: { ...environment.platform, profile: "full" } });
  return graph.ofType("helm_release").flatMap(({ body }) => {
    const [text = "{}"] = (body.values ?? []) as readonly string[];
    return imagesIn(JSON.parse(text.replaceAll(/(?<!\$)\$\{jsonencode\([^()"]*\)\}/g, '"known after apply"')));
  });
}

describe.each<Cloud>(["aws", "google"])("images in the code, on %s", (cloud) => {
  const images = [...new Set(imagesOf(cloud))].filter((image) => !image.includes("${") && image.includes("/"));

  test("are pinned by digest, or by a full version of a listed publisher", () => {
    expect(images.length).toBeGreaterThan(5);
    const loose = images.filter(
      (image) => !DIGEST.test(image) && !(VERSION.test(image) && BY_TAG.some((name) => image.startsWith(name))),
    );
    expect(loose).toEqual([]);
  });
});
