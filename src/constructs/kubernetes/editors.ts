import type { Manifest } from "./manifest-bundle";

/**
 * Allows users with the role `edit` in a namespace to manage custom resources there: Kubernetes aggregates the rule
 * into that role.
 */
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
