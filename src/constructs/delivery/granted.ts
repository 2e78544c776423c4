import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";

/** A role in a namespace, and a binding with the same name for one account. */
export function granted(
  name: string,
  namespace: string,
  account: string,
  accountNamespace: string,
  rules: readonly JsonObject[],
): Manifest[] {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  return [
    { apiVersion, kind: "Role", metadata: { name, namespace }, rules: [...rules] },
    {
      apiVersion,
      kind: "RoleBinding",
      metadata: { name, namespace },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: accountNamespace }],
    },
  ];
}
