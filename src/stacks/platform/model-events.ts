import { MODEL_EVENTS } from "../../constructs/delivery/argo-workflows";
import type { Environment } from "../../environment/environment";

/** Where Alertmanager and Argo CD send events about models; undefined without models. */
export function modelEvents({ models }: Pick<Environment, "models">): { readonly events?: string } {
  return models ? { events: MODEL_EVENTS } : {};
}
