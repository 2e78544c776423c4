import { type Cloud, graphOf, shipped } from "./shipped";

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** A full version, perhaps with what it was built on: `v1.2.3`, `2.13.0-cuda13.0`. */
const VERSION = /:v?\d+\.\d+\.\d+([.-][\w.-]+)?$/;

/** By tag: their makers publish a tag once, and an upgrade is a change of the version alone. */
const BY_TAG = [
  "docker.io/pytorch/pytorch",
  "docker.io/velero/velero-plugin-for-aws",
  "docker.io/velero/velero-plugin-for-gcp",
  "ghcr.io/kubeflow/katib/",
  "ghcr.io/kubeflow/kfp-",
  "ghcr.io/kubeflow/notebooks/",
  "ghcr.io/kubeflow/trainer/",
];

/** Every text below a key `image`, in manifests and in values of charts. */
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

describe.each<Cloud>(["aws", "google"])("images that the code names, on %s", (cloud) => {
  const images = [...new Set(imagesOf(cloud))].filter((image) => !image.includes("${") && image.includes("/"));

  test("are fixed by a digest, or by a full version of a maker who is listed", () => {
    expect(images.length).toBeGreaterThan(5);
    const loose = images.filter(
      (image) => !DIGEST.test(image) && !(VERSION.test(image) && BY_TAG.some((name) => image.startsWith(name))),
    );
    expect(loose).toEqual([]);
  });
});
