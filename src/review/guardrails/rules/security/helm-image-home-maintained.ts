import { helmValues, isObject, type Json, type JsonObject } from "../../../model";
import { readImage } from "../../kubernetes/image";
import { retirement } from "../../kubernetes/retired-images";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const helmImageHomeMaintained: Rule = {
  id: "helm-image-home-maintained",
  title: "Images in Helm values come from maintained registries",
  why: "An abandoned registry publishes no security fixes, and installations fail once its images are removed.",
  remedy: "Keep the chart's default image, or use your own mirror.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/",
  resourceTypes: ["helm_release"],
  check: (release) => {
    const { manifests: _, ...values } = helmValues(release).values;
    const faults = imagesIn(values, "");
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: {
      resource: {
        helm_release: {
          airflow: {
            chart: "airflow",
            values: ['{"images":{"statsd":{"repository":"quay.io/prometheus/statsd-exporter"}}}'],
          },
        },
      },
    },
    fail: {
      resource: {
        helm_release: {
          airflow: { chart: "airflow", values: ['{"postgresql":{"image":{"repository":"bitnamilegacy/postgresql"}}}'] },
        },
      },
    },
  },
};

function imagesIn(value: Json, path: string): Outcome[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => imagesIn(item, `${path}.${index}`));
  if (!isObject(value)) return [];
  const name = imageOf(value);
  const why = name === undefined ? undefined : retirement(readImage(name));
  const below = Object.entries(value).flatMap(([key, item]) => imagesIn(item, path === "" ? key : `${path}.${key}`));
  return why === undefined ? below : [fail(`${path} is ${name}: ${why}.`, "values"), ...below];
}

/** Charts write an image as one string, or as registry and repository. */
function imageOf({ image, registry, repository }: JsonObject): string | undefined {
  if (typeof image === "string") return image;
  if (typeof repository !== "string") return undefined;
  return typeof registry === "string" && registry !== "" ? `${registry}/${repository}` : repository;
}
