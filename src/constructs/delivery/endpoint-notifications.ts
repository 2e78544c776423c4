import { stringify } from "yaml";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { eventBinding } from "./event-binding";

/** Service account that Argo CD sends events with. */
export const NOTIFICATIONS_ACCOUNT = "argocd-events";

/**
 * The only secret whose keys Argo CD can use in notifications:
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/overview/
 */
export const NOTIFICATIONS_SECRET = "argocd-notifications-secret";

/** Name of the event, appended to the address for events. */
const EVENT = "release";

const SERVICE = "model-release";

const TRIGGER = "on-endpoint-synced";

const TEMPLATE = "endpoint-synced";

/** Annotation of an Argo CD project: sends a notification for every changed endpoint in it. */
export const SUBSCRIPTION: Readonly<Record<string, string>> = {
  [`notifications.argoproj.io/subscribe.${TRIGGER}.${SERVICE}`]: "",
};

/**
 * Settings of Argo CD's notifications: once a commit is deployed, the changed endpoint is sent to Argo Workflows. The
 * workflow determines whether there is a version to release.
 * @param events address for events
 */
export function endpointNotifications(events: string): JsonObject {
  return {
    secret: { create: false, name: NOTIFICATIONS_SECRET },
    notifiers: {
      [`service.webhook.${SERVICE}`]: stringify({
        url: events,
        headers: [
          { name: "Authorization", value: "Bearer $token" },
          { name: "Content-Type", value: "application/json" },
        ],
      }),
    },
    templates: {
      [`template.${TEMPLATE}`]: stringify({
        webhook: {
          // An application contains one endpoint: group, kind, namespace, name.
          [SERVICE]: { method: "POST", path: `/${EVENT}`, body: "{{ toJson (index .app.status.resources 0) }}" },
        },
      }),
    },
    triggers: {
      [`trigger.${TRIGGER}`]: stringify([
        {
          when: "app.status.operationState?.phase == 'Succeeded' and len(app.status.resources) > 0",
          // The repository contains commits for other endpoints as well.
          oncePer: "app.status.operationState?.syncResult?.revision",
          send: [TEMPLATE],
        },
      ]),
    },
  };
}

/** Starts a release on a notification from Argo CD, if Git names a version that is not released yet. */
export function releaseBinding(): Manifest {
  return eventBinding({
    event: EVENT,
    selector: 'payload.kind in ["InferenceService", "Model"]',
    workflow: "release-model",
    parameters: {
      model: "payload.name",
      namespace: "payload.namespace",
      engine: 'payload.kind == "Model" ? "seldon" : "kserve"',
    },
  });
}
