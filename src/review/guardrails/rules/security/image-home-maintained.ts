import { checkContainers } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { readImage } from "../../kubernetes/image";
import { POD_TYPES } from "../../kubernetes/pods";
import { retirement } from "../../kubernetes/retired-images";
import { ALWAYS, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const imageHomeMaintained: Rule = {
  id: "image-home-maintained",
  title: "Images come from maintained registries",
  why: "An abandoned registry publishes no security fixes, and pods that move to another node fail once its images are removed.",
  remedy: "Use the project's current registry, or mirror the image into your own.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/",
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    checkContainers(resource, graph, ({ container: { name, path }, read }) => {
      const image = read("image");
      // The registry comes before any expression in the tag.
      const text = image.kind === "known" ? String(image.value) : image.kind === "unknown" ? image.expression : "";
      const why = text === "" ? undefined : retirement(readImage(text));
      return why === undefined ? [] : [fail(`Container ${name} uses ${text}: ${why}.`, `${path}.image`)];
    }),
  examples: {
    pass: deploymentExample({ image: "registry.k8s.io/pause:3.10" }),
    fail: deploymentExample({ image: "bitnami/postgresql:16.2.0" }),
  },
};
