import type { JsonObject } from "../../../../src/review/model";
import { type Case, kindsOf, object } from "./found";

const policy = (spec: JsonObject) => object("kyverno.io/v1", "ClusterPolicy", { spec });
const project = (spec: JsonObject) => object("argoproj.io/v1alpha1", "AppProject", { spec });
const application = (spec: JsonObject) => object("argoproj.io/v1alpha1", "Application", { spec });

const validating = (spec: JsonObject) => object("policies.kyverno.io/v1", "ValidatingPolicy", { spec });

const CASES: readonly Case[] = [
  ["a denial", "policies-enforced", validating({ validationActions: ["Audit", "Deny"] }), []],
  ["nothing said", "policies-enforced", validating({}), ["fail"]],
  ["an action known only in a plan", "policies-enforced", validating({ validationActions: "${var.x}" }), ["undecided"]],
  [
    "an action of the policy",
    "policies-enforced",
    policy({ validationFailureAction: "Enforce", rules: [{ name: "a", validate: {} }] }),
    [],
  ],
  [
    "its older spelling",
    "policies-enforced",
    policy({ validationFailureAction: "enforce", rules: [{ name: "a", verifyImages: [{}] }] }),
    [],
  ],
  [
    "an action of the rule takes precedence",
    "policies-enforced",
    policy({ validationFailureAction: "Enforce", rules: [{ name: "a", validate: { failureAction: "Audit" } }] }),
    ["fail"],
  ],
  ["no action is a report", "policies-enforced", policy({ rules: [{ name: "a", verifyImages: [{}] }] }), ["fail"]],
  ["a rule that makes things", "policies-enforced", policy({ rules: [{ name: "a", generate: {} }] }), []],
  ["a failure that lets pass", "policies-enforced", policy({ failurePolicy: "Ignore", rules: [] }), ["fail"]],
  [
    "a policy of another API",
    "policies-enforced",
    object("acme.com/v1", "Policy", { spec: { rules: [{ name: "a", validate: {} }] } }),
    [],
  ],
  [
    "each wildcard of a project",
    "argo-project-restricted",
    project({
      sourceRepos: ["*"],
      destinations: [{ namespace: "*" }],
      clusterResourceWhitelist: [{ group: "*", kind: "*" }],
      namespaceResourceBlacklist: [{ group: "*", kind: "*" }],
    }),
    ["fail", "fail", "fail"],
  ],
  [
    "unknown repositories",
    "argo-project-restricted",
    project({ sourceRepos: "${var.x}", namespaceResourceBlacklist: [{ group: "*", kind: "*" }] }),
    ["undecided"],
  ],
  ["a project that may lift its own limits", "argo-project-restricted", project({ sourceRepos: [] }), ["fail"]],
  [
    "a project that may only create what it lists",
    "argo-project-restricted",
    project({ namespaceResourceWhitelist: [{ group: "apps", kind: "Deployment" }] }),
    [],
  ],
  [
    "a project that lists one of the limiting kinds",
    "argo-project-restricted",
    project({ namespaceResourceWhitelist: [{ group: "", kind: "ResourceQuota" }] }),
    ["fail"],
  ],
  [
    "a commit",
    "argo-revision-fixed",
    application({ source: { targetRevision: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b" } }),
    [],
  ],
  ["a chart's version", "argo-revision-fixed", application({ source: { chart: "a", targetRevision: "1.2.3" } }), []],
  ["a range", "argo-revision-fixed", application({ source: { chart: "a", targetRevision: "1.*" } }), ["fail"]],
  [
    "a branch among several",
    "argo-revision-fixed",
    application({ sources: [{ targetRevision: "v1.0.0" }, { targetRevision: "main" }] }),
    ["fail"],
  ],
  ["nothing named", "argo-revision-fixed", application({ source: {} }), ["fail"]],
  ["unknown", "argo-revision-fixed", application({ source: { targetRevision: "${var.x}" } }), ["undecided"]],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(kindsOf(id, json)).toEqual(kinds);
});
