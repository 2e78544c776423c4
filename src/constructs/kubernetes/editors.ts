import type { Manifest } from "./manifest-bundle";

/** Lets whoever may edit a namespace work with custom resources there: Kubernetes gathers the rule into its role `edit`. */
export function editors(name: string, apiGroup: string, resources: readonly string[]): Manifest {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name, labels: { "rbac.authorization.k8s.io/aggregate-to-edit": "true" } },
    rules: [
      {
        apiGroups: [apiGroup],
        resources: [...resources],
        verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
      },
    ],
  };
}
