import type { Manifest } from "./manifest-bundle";

/** A certificate in the secret of the same name, for the gateway's pods to read. */
export function certificate(name: string, namespace: string, dnsNames: readonly string[], issuer: string): Manifest {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name, namespace },
    spec: { secretName: name, dnsNames: [...dnsNames], issuerRef: { kind: "ClusterIssuer", name: issuer } },
  };
}
