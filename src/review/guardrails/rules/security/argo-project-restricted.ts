import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Kinds that limit a namespace. */
const GUARDS = [
  { group: "", kind: "ResourceQuota" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
  { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
] as const;

/** Those that a project may make: all that it doesn't exclude, or those that it lists. */
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
  title: "Projects of Argo CD name what they deliver, from where to where",
  why: "Argo CD applies with rights over the cluster: a project with stars lends them to whoever may write an Application.",
  remedy:
    "Name repositories in sourceRepos, namespaces in destinations, kinds in clusterResourceWhitelist, and in namespaceResourceBlacklist at least ResourceQuota, NetworkPolicy and RoleBinding.",
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
        ? [fail("It takes manifests from any repository.", "spec.sourceRepos")]
        : []),
      ...objectsIn(spec, "destinations")
        .filter(({ namespace }) => namespace === "*")
        .map(() => fail("It delivers into any namespace, that of Argo CD included.", "spec.destinations")),
      ...objectsIn(spec, "clusterResourceWhitelist")
        .filter(({ kind }) => kind === "*")
        .map(() =>
          fail(
            "It may make anything of the whole cluster: roles, webhooks, definitions.",
            "spec.clusterResourceWhitelist",
          ),
        ),
      ...(unlimited.length > 0
        ? [
            fail(
              `It may make a ${unlimited.join(", a ")} in its namespaces: what limits a team would be the team's own.`,
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
