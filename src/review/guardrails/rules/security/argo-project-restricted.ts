import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const argoProjectRestricted: Rule = {
  id: "argo-project-restricted",
  title: "Projects of Argo CD name what they deliver, from where to where",
  why: "Argo CD applies with rights over the cluster: a project with stars lends them to whoever may write an Application.",
  remedy: "Name repositories in sourceRepos, namespaces in destinations, and kinds in clusterResourceWhitelist.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://argo-cd.readthedocs.io/en/stable/user-guide/projects/",
  resourceTypes: ["kubernetes/AppProject"],
  check: (project) => {
    const spec = objectIn(manifestOf(project), "spec");
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
    ];
    return conclude(project, faults, "spec.sourceRepos", "spec.destinations", "spec.clusterResourceWhitelist");
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
