import { NAMESPACES } from "../../constructs/kubernetes/names";
import { ModelDelivery, type ModelDeliveryProps } from "../../constructs/models/model-delivery";
import { ModelOperations } from "../../constructs/models/model-operations";
import type { Retraining } from "../../constructs/models/retraining";
import {
  knativeSignals,
  type ModelSignals,
  seldonSignals,
  standardSignals,
} from "../../constructs/observability/model-signals";
import type { ObjectStore, SecretEntry, WorkloadIdentity } from "../../contracts";
import type { Environment, Model, Models, Platform } from "../../environment/environment";
import { objectiveOf } from "../../environment/model-objective";
import { repositoryUrlOf } from "../../environment/repository";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { chosenComponents } from "../chosen-components";
import { runbooksOf } from "../runbooks";
import { signaturesOf } from "../signatures";
import { modelsFolderOf, modeOf } from "./endpoint-files";

/** What the models of an environment need to know about the cloud. */
export interface ModelFacts {
  readonly logs: ObjectStore;
  readonly jobs: WorkloadIdentity;
  /** Creates the identity that can read only this model. */
  readonly identity: (model: Model) => WorkloadIdentity;
  readonly secretEntry: (entry: string) => SecretEntry;
  /** Bucket for outputs and logs of workflows, if all workflows have none in common. @default - the common one */
  readonly workflows?: ObjectStore;
  /** Registry of images and of signed statements. */
  readonly registry: string;
  /** Authorities of the owner's own servers. @default - none */
  readonly authorities?: ModelDeliveryProps["authorities"];
}

/** An environment that serves models. */
export type ServingEnvironment = Environment & { readonly platform: Platform; readonly models: Models };

/** Model delivery, and for each model the resources around its endpoint. */
export function addModels(scope: Construct, environment: ServingEnvironment, facts: ModelFacts): ModelDelivery {
  const { models, tier } = environment;
  const delivery = new ModelDelivery(scope, "delivery", {
    image: imageOf(models, facts),
    steps: models.canary.steps,
    stepMinutes: models.canary.stepMinutes,
    repository: `${repositoryUrlOf(environment)}.git`,
    folder: modelsFolderOf(environment),
    branch: "main",
    // Production releases need an approval; a rollback happens in the cluster before anyone approves it.
    changes: tier === "prod" ? "pull-request" : "commit",
    identity: facts.jobs,
    ...(facts.workflows && { artifacts: facts.workflows }),
    ...(facts.authorities && { authorities: facts.authorities }),
    namespaces: namespacesOf(models),
    endpoints: models.endpoints.map(({ name, engine }) => ({ name, engine, mode: modeOf(environment) })),
    tokenEntry: facts.secretEntry("release-token"),
    signatures: signaturesOf(environment, facts.registry),
    trainings: models.endpoints.flatMap((model) => retrainingOf(model) ?? []),
    signed: signedEngines(environment),
    costMeasured: chosenComponents(environment).includes("opencost"),
  });
  for (const model of models.endpoints) addModel(scope, environment, model, facts, delivery);
  return delivery;
}

/** The team trains in its own namespace, regardless of where the model is served. */
function retrainingOf({ retraining, team }: Model): Retraining | undefined {
  return retraining && { ...retraining, namespace: team };
}

function signedEngines(environment: ServingEnvironment): Model["engine"][] {
  const chosen = chosenComponents(environment);
  return chosen.includes("kyverno") ? (["kserve", "seldon-core"] as const).filter((name) => chosen.includes(name)) : [];
}

function imageOf({ deliveryImage }: Models, { registry }: ModelFacts): string {
  return `${registry}/model-delivery@${deliveryImage}`;
}

function namespacesOf({ endpoints }: Models): string[] {
  const namespaces = endpoints.map(({ engine, team }) => (engine === "kserve" ? team : NAMESPACES.seldon));
  return [...new Set(namespaces)].sort();
}

function addModel(
  scope: Construct,
  environment: ServingEnvironment,
  model: Model,
  facts: ModelFacts,
  delivery: ModelDelivery,
): void {
  const { models } = environment;
  const { name, team, engine, drift, slo } = model;
  const retraining = retrainingOf(model);
  const kserve = engine === "kserve";
  const operations = new ModelOperations(scope, `model-${name}`, {
    name,
    namespace: kserve ? team : NAMESPACES.seldon,
    engine: kserve ? "kserve" : "seldon",
    signals: signalsOf(environment, model),
    objective: objectiveOf(slo),
    canary: models.canary,
    scalesToZero: model.replicas.min === 0,
    // Seldon Core logs through Kafka, which the platform doesn't run: there is no data to compare.
    ...(kserve && { driftHours: hoursBetween(drift.schedule) }),
    runbooks: runbooksOf(environment),
    image: imageOf(models, facts),
    ...(kserve && { identity: facts.identity(model) }),
    jobs: facts.jobs,
    logs: facts.logs,
    drift,
    ...(retraining && { retraining }),
  });
  waitFor(operations.bundle, delivery.bundle);
}

function signalsOf({ platform }: ServingEnvironment, { name, team, engine, framework }: Model): ModelSignals {
  if (engine === "seldon-core") return seldonSignals(name);
  return platform.servingMode === "knative" ? knativeSignals(team, name) : standardSignals(team, name, framework);
}

/** Hours between two runs of a schedule, judged by its hour field: every hour, every few hours, or a day. */
export function hoursBetween(schedule: string): number {
  const [, hours = "*"] = schedule.trim().split(/\s+/);
  if (hours === "*") return 1;
  const step = /^\*\/(\d+)$/.exec(hours);
  return step ? Number(step[1]) : Math.floor(24 / hours.split(",").length);
}
