import type { JsonObject } from "../../../model";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn } from "../../kubernetes/manifest";
import { fail, IN_PROD, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** A commit or an exact version. */
const FIXED = /^([0-9a-f]{7,64}|v?\d+\.\d+(\.\d+)?([-+][\w.+-]+)?|refs\/tags\/.+)$/i;

export const argoRevisionFixed: Rule = {
  id: "argo-revision-fixed",
  title: "Production follows a commit or version, not a branch",
  why: "Anyone who can push to the branch deploys to production, and there is no record of what ran before.",
  remedy: "Set targetRevision to a tag or a commit, and let a pipeline update it after its gates pass.",
  severity: "medium",
  area: "reproducibility",
  enforcement: IN_PROD,
  link: "https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/",
  resourceTypes: ["kubernetes/Application", "kubernetes/ApplicationSet"],
  check: (application, { strictness }) => {
    if (strictness !== "prod") return [];
    const spec = objectIn(manifestOf(application), "spec");
    const applied = application.type.endsWith("Set") ? objectIn(objectIn(spec, "template"), "spec") : spec;
    const sources = applied.source === undefined ? objectsIn(applied, "sources") : [objectIn(applied, "source")];
    const faults = sources.flatMap(faultsOf);
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "scorer", namespace: "argocd" },
      spec: { project: "fraud", source: { repoURL: "https://github.com/acme/models", targetRevision: "v1.4.0" } },
    }),
    fail: manifestExample({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "scorer", namespace: "argocd" },
      spec: { project: "fraud", source: { repoURL: "https://github.com/acme/models", targetRevision: "HEAD" } },
    }),
  },
};

function faultsOf({ targetRevision, repoURL }: JsonObject): Outcome[] {
  const revision = typeof targetRevision === "string" ? targetRevision : "HEAD";
  if (revision.includes("${")) return [undecided("spec.source.targetRevision", revision)];
  // An ApplicationSet fills in its templates from its generators.
  if (FIXED.test(revision) || revision.includes("{{")) return [];
  return [
    fail(`It follows ${revision === "" ? "HEAD" : revision} of ${String(repoURL)}.`, "spec.source.targetRevision"),
  ];
}
