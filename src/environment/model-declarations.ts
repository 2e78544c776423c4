import { OBJECT_SCHEMES } from "../facts/provider";
import type { Platform } from "./environment";
import type { EnvironmentInput } from "./environment-input";
import type { Partially } from "./keep-valid";
import type { ModelDefaults } from "./model-defaults";
import type { Model, Models } from "./models";
import { namesOf } from "./names";

type Input = Partially<EnvironmentInput>;
type DeclaredModel = NonNullable<NonNullable<NonNullable<Input["models"]>["endpoints"]>[number]>;

/** The models of an environment, completed with defaults. */
export function modelsOf(
  input: Input,
  defaults: ModelDefaults,
  servingMode: Platform["servingMode"],
): Partially<Models> {
  const { canary, signer, deliveryImage, endpoints } = input.models ?? {};
  return {
    canary: { ...defaults.canary, ...canary },
    signer: signer ?? workflowsOf(input.repository),
    deliveryImage,
    endpoints: endpoints?.map((model) => model && modelOf(model, input, defaults, servingMode)),
  };
}

/** Every workflow on the main branch of the repository: these may deploy as well. */
export function workflowsOf(repository = ""): string {
  return `https://github.com/${repository}/.github/workflows/*@refs/heads/main`;
}

/** URI of the environment's models bucket; `undefined` if a part of its name is missing. */
export function modelsFolder({ organization, name, cloud }: Input): string | undefined {
  if (organization === undefined || name === undefined || !cloud?.provider) return undefined;
  return `${OBJECT_SCHEMES[cloud.provider]}://${namesOf({ organization, name }).bucket("models")}`;
}

function modelOf(
  model: DeclaredModel,
  input: Input,
  defaults: ModelDefaults,
  servingMode: Platform["servingMode"],
): Partially<Model> {
  const { drift, retraining } = model;
  const folder = modelsFolder(input);
  const scalesToZero = (model.engine ?? "kserve") === "kserve" && servingMode === "knative";
  const { min, max } = defaults.replicas;
  return {
    ...model,
    storageUri: model.storageUri ?? (folder && `${folder}/${model.team ?? ""}/${model.name ?? ""}`),
    engine: model.engine ?? "kserve",
    resources: { ...defaults.resources, ...model.resources },
    replicas: { min: scalesToZero ? min : Math.max(min, 1), max, ...model.replicas },
    timeoutSeconds: model.timeoutSeconds ?? defaults.timeoutSeconds,
    slo: { ...defaults.slo, ...model.slo },
    drift: { schedule: defaults.driftSchedule, ...drift },
    ...(retraining && { retraining: { minimumHours: defaults.retrainingHours, ...retraining } }),
  };
}
