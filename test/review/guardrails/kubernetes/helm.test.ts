import type { JsonObject } from "../../../../src/review/model";
import { type Case, kindsOf } from "./found";

const release = (body: JsonObject): JsonObject => ({ resource: { helm_release: { a: body } } });
const values = (object: JsonObject) => release({ chart: "a", values: [JSON.stringify(object)] });

const CASES: readonly Case[] = [
  [
    "a range of versions",
    "helm-version-pinned",
    release({ chart: "a", repository: "https://c", version: "~> 1.2" }),
    ["fail"],
  ],
  ["no version from a registry", "helm-version-pinned", release({ chart: "oci://ghcr.io/acme/a" }), ["fail"]],
  ["a local chart", "helm-version-pinned", release({ chart: "./chart" }), []],
  [
    "a version with a suffix",
    "helm-version-pinned",
    release({ chart: "a", repository: "https://c", version: "v1.2.3-rc.1" }),
    [],
  ],
  [
    "an unknown version",
    "helm-version-pinned",
    release({ chart: "a", repository: "https://c", version: "${var.x}" }),
    ["undecided"],
  ],
  ["a registry", "helm-repository-https", release({ chart: "a", repository: "oci://ghcr.io/acme" }), []],
  ["an unknown repository", "helm-repository-https", release({ chart: "a", repository: "${var.x}" }), ["undecided"]],
  [
    "Bitnami",
    "helm-chart-maintained",
    release({ chart: "redis", repository: "oci://registry-1.docker.io/bitnamicharts" }),
    ["fail"],
  ],
  [
    "MinIO in the cluster",
    "helm-chart-maintained",
    release({ chart: "minio", repository: "https://charts.min.io" }),
    ["fail"],
  ],
  [
    "another NGINX controller",
    "helm-chart-maintained",
    release({ chart: "nginx-ingress", repository: "oci://ghcr.io/nginx/charts" }),
    [],
  ],
  [
    "a registry next to the repository",
    "helm-image-home-maintained",
    values({ image: { registry: "docker.io", repository: "bitnami/redis" } }),
    ["fail"],
  ],
  [
    "a private mirror",
    "helm-image-home-maintained",
    values({ image: { registry: "registry.example.com", repository: "bitnami/redis" } }),
    [],
  ],
  ["deep in a list", "helm-image-home-maintained", values({ init: [{ image: "k8s.gcr.io/pause:3.9" }] }), ["fail"]],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(kindsOf(id, json)).toEqual(kinds);
});
