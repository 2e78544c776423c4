import { eventBinding } from "../../delivery/event-binding";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import type { Action } from "../../observability/alertmanager-routes";
import { ACTION_LABEL } from "../../observability/model-alert";

/**
 * Starts a workflow on an alert, with the labels that Alertmanager sends.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function alertBinding(action: Action, workflow: string, parameters: Readonly<Record<string, string>>): Manifest {
  return eventBinding({
    event: action,
    selector: `payload.status == "firing" && payload.commonLabels.${ACTION_LABEL} == "${action}"`,
    workflow,
    parameters,
  });
}
