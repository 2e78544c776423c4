import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Kinds that restrict a namespace. */
const GUARDS = [
  { group: "", kind: "ResourceQuota" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
  { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
] as const;

/** Kinds that a project may create: those it lists, or all that it doesn't exclude. */
function guardsOf(spec: Parameters<typeof objectsIn>[0]): string[] {
  const lists = (list: string, guard: (typeof GUARDS)[number]) =>
    objectsIn(spec, list).some(
      ({ group, kind }) => ["*", guard.group].includes(String(group)) && ["*", guard.kind].includes(String(kind)),
    );
  const listed = objectsIn(spec, "namespaceResourceWhitelist").length > 0;
  return GUARDS.filter(
    (guard) => !lists("namespaceResourceBlacklist", guard) && (!listed || lists("namespaceResourceWhitelist", guard)),
  ).map(({ kind }) => kind);
}

export const argoProjectRestricted: Rule = {
  id: "argo-project-restricted",
  title: "Argo CD projects restrict sources, destinations and kinds",
  why: "Argo CD applies with cluster-wide permissions: a project with wildcards grants them to everyone who can write an Application.",
  remedy:
    "List repositories in sourceRepos, namespaces in destinations, kinds in clusterResourceWhitelist, and at least ResourceQuota, NetworkPolicy and RoleBinding in namespaceResourceBlacklist.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  resourceTypes: ["kubernetes/AppProject"],
  check: (project) => {
    const spec = objectIn(manifestOf(project), "spec");
    const unlimited = guardsOf(spec);
    const faults: Outcome[] = [
      ...(textsIn(spec, "sourceRepos").includes("*")
        ? [fail("It accepts manifests from any repository.", "spec.sourceRepos")]
        : []),
      ...objectsIn(spec, "destinations")
        .filter(({ namespace }) => namespace === "*")
        .map(() => fail("It deploys to any namespace, including Argo CD's own.", "spec.destinations")),
      ...objectsIn(spec, "clusterResourceWhitelist")
        .filter(({ kind }) => kind === "*")
        .map(() =>
          fail(
            "It may create any cluster-wide resource: roles, webhooks, resource definitions.",
            "spec.clusterResourceWhitelist",
          ),
        ),
      ...(unlimited.length > 0
        ? [
            fail(
              `It may create ${unlimited.join(", ")} in its namespaces, so a team could change its own limits.`,
              "spec.namespaceResourceBlacklist",
            ),
          ]
        : []),
    ];
    return conclude(
      project,
      faults,
      "spec.sourceRepos",
      "spec.destinations",
      "spec.clusterResourceWhitelist",
      "spec.namespaceResourceBlacklist",
    );
  },
  examples: {
    pass: manifestExample({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name: "fraud", namespace: "argocd" },
      spec: {
        sourceRepos: ["https://github.com/acme/*"],
        destinations: [{ server: "https://kubernetes.default.svc", namespace: "fraud" }],
        clusterResourceWhitelist: [],
        namespaceResourceBlacklist: [
          { group: "", kind: "ResourceQuota" },
          { group: "networking.k8s.io", kind: "NetworkPolicy" },
          { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
        ],
      },
    }),
    fail: manifestExample({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name: "fraud", namespace: "argocd" },
      spec: { sourceRepos: ["*"], destinations: [{ server: "*", namespace: "*" }] },
    }),
  },
};
