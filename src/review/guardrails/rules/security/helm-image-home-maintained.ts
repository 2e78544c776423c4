import { helmValues, isObject, type Json, type JsonObject } from "../../../model";
import { readImage } from "../../kubernetes/image";
import { retirement } from "../../kubernetes/retired-images";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const helmImageHomeMaintained: Rule = {
  id: "helm-image-home-maintained",
  title: "Helm values take images from where somebody still mends them",
  why: "A chart that is told to use a registry its makers left installs until the images are gone, unmended all the while.",
  remedy: "Leave the chart's own image, or name a mirror of your own.",
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

/** Charts write an image as one text, or as registry and repository. */
function imageOf({ image, registry, repository }: JsonObject): string | undefined {
  if (typeof image === "string") return image;
  if (typeof repository !== "string") return undefined;
  return typeof registry === "string" && registry !== "" ? `${registry}/${repository}` : repository;
}
