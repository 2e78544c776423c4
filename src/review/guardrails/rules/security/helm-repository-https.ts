import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const helmRepositoryHttps: Rule = {
  id: "helm-repository-https",
  title: "Charts are fetched over TLS",
  why: "A chart runs with the permissions of the user who installs it; over plain HTTP it can be changed in transit.",
  remedy: "Use the repository's https or oci address.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://helm.sh/docs/topics/chart_repository/",
  resourceTypes: ["helm_release"],
  check: (release, { graph }) => {
    const repository = graph.attribute(release, "repository");
    if (repository.kind === "absent") return [];
    const text = repository.kind === "known" ? String(repository.value) : repository.expression;
    if (/^http:/i.test(text)) return [fail(`It is fetched from ${text}.`, "repository")];
    return repository.kind === "unknown" && text.startsWith("${") ? [undecided("repository", text)] : [PASS];
  },
  examples: {
    pass: { resource: { helm_release: { mlflow: { chart: "mlflow", repository: "https://charts.example.com" } } } },
    fail: { resource: { helm_release: { mlflow: { chart: "mlflow", repository: "http://charts.example.com" } } } },
  },
};
