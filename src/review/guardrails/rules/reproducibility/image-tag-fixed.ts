import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { readImage } from "../../kubernetes/image";
import { POD_TYPES } from "../../kubernetes/pods";
import { ALWAYS, fail, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/** Tags that move by convention. */
const MOVING = new Set(["latest", "main", "master", "nightly", "edge", "dev", "stable"]);

export const imageTagFixed: Rule = {
  id: "image-tag-fixed",
  title: "Images use a fixed version",
  why: "Pods of one deployment may run different programs, and there is no known version to roll back to.",
  remedy: "Use a version tag, preferably with the digest.",
  severity: "medium",
  area: "reproducibility",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  equivalents: { checkov: ["CKV_K8S_14"] },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) => {
      const image = read("image");
      if (image.kind === "unknown") return [undecided(`${path}.image`, image.expression)];
      if (image.kind === "absent" || image.value === "") return [];
      const { tag, digest } = readImage(String(image.value));
      if (digest !== undefined || (tag !== undefined && !MOVING.has(tag))) return [];
      const what = tag === undefined ? "no version" : `${tag}, which moves`;
      return [fail(`Container ${name} names ${what}: ${String(image.value)}.`, `${path}.image`)];
    }),
  examples: {
    pass: deploymentExample({ image: "registry.example.com/scorer:1.4.0" }),
    fail: deploymentExample({ image: "registry.example.com/scorer:latest" }),
  },
};
