import type { Manifest } from "./manifest-bundle";

/** A secret that Kubernetes fills with a long-lived token of a service account: key `token`. */
export function serviceAccountToken(account: string, namespace: string, secret: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: secret, namespace, annotations: { "kubernetes.io/service-account.name": account } },
    type: "kubernetes.io/service-account-token",
  };
}
