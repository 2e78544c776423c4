import { eventBinding } from "../delivery/event-binding";
import type { Manifest } from "../kubernetes/manifest-bundle";
import type { Action } from "../observability/alertmanager-routes";
import { ACTION_LABEL } from "../observability/model-alert";

/**
 * Has an alert start a workflow, with what Alertmanager says of it.
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
