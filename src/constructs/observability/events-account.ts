import type { Manifest } from "../kubernetes/manifest-bundle";
import { serviceAccountToken } from "../kubernetes/service-account-token";

/** Service account that Alertmanager calls with, and the secret with its token. */
export const EVENTS_ACCOUNT = "alertmanager-events";

/**
 * An account that sends events, and its token, which Kubernetes itself writes into the secret: its callers can't
 * request one.
 * @param secret name of the secret; the token is its key `token`
 */
export function eventsAccount(name: string, namespace: string, secret = name): Manifest[] {
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    },
    serviceAccountToken(name, namespace, secret),
  ];
}
