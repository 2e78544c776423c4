import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { readImage } from "../../kubernetes/image";
import { POD_TYPES } from "../../kubernetes/pods";
import { ADVICE, fail, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const imageDigest: Rule = {
  id: "image-digest",
  title: "Production images are pinned by digest",
  why: "A tag can be pushed again: only a digest guarantees that the image that runs is the one that was tested and signed.",
  remedy: "Append @sha256:… to the image. The registry shows the digest, and a pipeline can write it.",
  severity: "medium",
  area: "reproducibility",
  enforcement: ADVICE,
  link: "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
  equivalents: { checkov: ["CKV_K8S_43"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph, strictness }) =>
    strictness !== "prod"
      ? []
      : checkContainers(resource, graph, ({ container: { name, path }, read }) => {
          const image = read("image");
          if (image.kind === "unknown") return [undecided(`${path}.image`, image.expression)];
          if (image.kind === "absent" || readImage(String(image.value)).digest?.startsWith("sha256:")) return [];
          return [fail(`Container ${name} runs ${String(image.value)}, which can change.`, `${path}.image`)];
        }),
  examples: {
    pass: deploymentExample({
      image:
        "registry.example.com/scorer:1.4.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }),
    fail: deploymentExample({ image: "registry.example.com/scorer:1.4.0" }),
  },
};
