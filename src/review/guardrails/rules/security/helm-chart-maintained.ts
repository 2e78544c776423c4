import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** Charts that their makers left, by `<repository>/<chart>`, and what they say about it. */
const RETIRED: readonly { readonly chart: RegExp; readonly why: string }[] = [
  {
    // https://github.com/bitnami/charts/issues/35164
    chart: /charts\.bitnami\.com|bitnamicharts/,
    why: "Bitnami's charts point at images that left Docker Hub in August 2025",
  },
  {
    // https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
    chart: /(^|\/)ingress-nginx$/,
    why: "Ingress NGINX is retired since March 2026: no releases and no security mends; use a Gateway",
  },
  {
    // https://github.com/minio/minio
    chart: /(charts|operator)\.min\.io|(^|\/)minio(-operator)?$/,
    why: "MinIO's community edition gets no more images; use the cloud's object store",
  },
  {
    // https://helm.sh/blog/charts-repo-deprecation/
    chart: /charts\.helm\.sh\/(stable|incubator)|kubernetes-charts(-incubator)?\.storage\.googleapis\.com/,
    why: "Helm's own repository of charts is closed since November 2020",
  },
];

export const helmChartMaintained: Rule = {
  id: "helm-chart-maintained",
  title: "Charts come from where somebody still mends them",
  why: "What nobody mends is found by whoever reads the announcements, and installs no more when its images go.",
  remedy: "Move to the chart of the project itself, or to the cloud's own service.",
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
