import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** Unmaintained charts by `<repository>/<chart>`, and the reason. */
const RETIRED: readonly { readonly chart: RegExp; readonly why: string }[] = [
  {
    // https://github.com/bitnami/charts/issues/35164
    chart: /charts\.bitnami\.com|bitnamicharts/,
    why: "Bitnami's charts use images that were removed from Docker Hub in August 2025",
  },
  {
    // https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
    chart: /(^|\/)ingress-nginx$/,
    why: "Ingress NGINX was retired in March 2026 and gets no releases or security fixes; use a Gateway",
  },
  {
    // https://github.com/minio/minio
    chart: /(charts|operator)\.min\.io|(^|\/)minio(-operator)?$/,
    why: "MinIO's community edition publishes no more images; use the cloud's object store",
  },
  {
    // https://helm.sh/blog/charts-repo-deprecation/
    chart: /charts\.helm\.sh\/(stable|incubator)|kubernetes-charts(-incubator)?\.storage\.googleapis\.com/,
    why: "Helm's stable chart repository was closed in November 2020",
  },
];

export const helmChartMaintained: Rule = {
  id: "helm-chart-maintained",
  title: "Charts are still maintained",
  why: "An unmaintained chart gets no security fixes, and it can't be installed once its images are removed.",
  remedy: "Switch to the project's own chart or to the cloud's managed service.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/",
  resourceTypes: ["helm_release"],
  check: ({ body }) => {
    const address = [body.repository, body.chart].filter((part) => typeof part === "string").join("/");
    const retired = RETIRED.find(({ chart }) => chart.test(address));
    return [retired ? fail(`${address}: ${retired.why}.`, "chart") : PASS];
  },
  examples: {
    pass: { resource: { helm_release: { metrics: { chart: "metrics-server", version: "3.13.1" } } } },
    fail: {
      resource: {
        helm_release: {
          ingress: {
            chart: "ingress-nginx",
            repository: "https://kubernetes.github.io/ingress-nginx",
            version: "4.14.0",
          },
        },
      },
    },
  },
};
