import type { Manifest } from "../kubernetes/manifest-bundle";

/** Service account that Alertmanager calls with, and the secret with its token. */
export const EVENTS_ACCOUNT = "alertmanager-events";

/** The account, and a token of it that Kubernetes itself puts into the secret: Alertmanager can't ask for one. */
export function eventsAccount(namespace: string): Manifest[] {
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: EVENTS_ACCOUNT, namespace },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: EVENTS_ACCOUNT,
        namespace,
        annotations: { "kubernetes.io/service-account.name": EVENTS_ACCOUNT },
      },
      type: "kubernetes.io/service-account-token",
    },
  ];
}
