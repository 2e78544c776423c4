import { componentsOf } from "../../catalogue/profiles";
import { KEY_SCHEMES, parseSigner } from "../../facts/signer";
import type { Fault } from "../../problems/fault";
import { nearest } from "../../problems/nearest";
import { describe } from "../describe";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";
import { modelsFolder } from "../model-declarations";
import { seconds } from "../model-objective";
import type { Canary, Model, Models } from "../models";
import { namesOf } from "../names";

type Checked = Partially<Environment>;
type CheckedModel = Partially<Model>;

/** Components that release and monitor models, whichever engine serves them. */
const NEEDED = ["argo-cd", "argo-workflows", "kube-prometheus-stack", "pushgateway"] as const;

/** Finds canaries that can't work, models of unknown teams, and models and data outside the environment's buckets. */
export function checkModels(environment: Checked): Fault[] {
  const { models } = environment;
  if (!models) return [];
  return [
    ...withoutPlatform(environment),
    ...missingComponents(environment, models),
    ...steps(models.canary),
    ...withoutSplit(environment, models),
    ...foreignSigner(environment, models),
    ...(models.endpoints ?? []).flatMap((model, index) =>
      model ? faultsOf(model, `models.endpoints[${index}]`, environment, models) : [],
    ),
  ];
}

function withoutPlatform({ platform }: Checked): Fault[] {
  if (platform) return [];
  return [
    {
      path: "models",
      found: "models without a platform",
      expected: "the block platform: models are served, released and monitored by its components",
      remedy: "Add the block platform, or remove models.",
    },
  ];
}

function missingComponents({ platform, cloud }: Checked, { endpoints = [] }: Partially<Models>): Fault[] {
  if (!platform?.profile || !cloud?.provider) return [];
  const components = componentsOf(
    platform.profile,
    cloud.provider,
    platform.components as Parameters<typeof componentsOf>[2],
  );
  const engines = endpoints
    .flatMap((model) => [model?.engine, model?.retraining?.engine])
    .filter((name) => name !== undefined);
  return [...new Set([...NEEDED, ...engines])]
    .filter((name) => !components.includes(name))
    .map((name) => ({
      path: `platform.components.${name}`,
      found: "false",
      expected: `the component ${name}, which the block models needs`,
      remedy: `Enable it with platform.components { "${name}": true }.`,
    }));
}

function steps(canary: Partially<Canary> | undefined): Fault[] {
  const all = canary?.steps;
  if (!all || all.some((step) => step === undefined)) return [];
  const numbers = all.map(Number);
  const rises = numbers.every((step, index) => index === 0 || step > (numbers[index - 1] ?? 0));
  if (rises && numbers.at(-1) === 100) return [];
  return [
    {
      path: "models.canary.steps",
      found: `[${numbers.join(", ")}]`,
      expected: "percentages that rise from step to step and end with 100",
      remedy: `List each once, in ascending order: [${[...new Set([...numbers, 100])].sort((left, right) => left - right).join(", ")}].`,
    },
  ];
}

function withoutSplit({ platform }: Checked, { canary, endpoints = [] }: Partially<Models>): Fault[] {
  const onKserve = endpoints.some((model) => model?.engine === "kserve");
  if (platform?.servingMode !== "standard" || !onKserve || (canary?.steps?.length ?? 1) === 1) return [];
  return [
    {
      path: "models.canary.steps",
      found: `[${canary?.steps?.join(", ")}], with platform.servingMode "standard"`,
      expected: "the mode knative: without it KServe has a single revision that gets all the traffic",
      remedy: 'Set platform.servingMode: "knative", or disable canaries with models.canary { steps: [100] }.',
    },
  ];
}

/** Finds a signing key of the other cloud: pods only have an identity in their own cloud. */
function foreignSigner({ cloud }: Checked, { signer = "" }: Partially<Models>): Fault[] {
  const parsed = parseSigner(signer);
  if (!cloud?.provider || parsed.kind !== "key" || !parsed.provider || parsed.provider === cloud.provider) return [];
  if (cloud.provider === "kubernetes") {
    return [
      {
        path: "models.signer",
        found: signer,
        expected:
          "a GitHub workflow or a public key: outside the clouds, pods have no identity that may use a key of a cloud",
        remedy: "Set the address of a workflow, or the public key in PEM.",
      },
    ];
  }
  const own = KEY_SCHEMES[cloud.provider];
  return [
    {
      path: "models.signer",
      found: signer,
      expected: `a key of the environment's own cloud, ${own}://…, which its pods can use without a secret`,
      remedy: `Set a key ${own}://…, or a GitHub workflow, which needs no key.`,
    },
  ];
}

function faultsOf(model: CheckedModel, path: string, environment: Checked, models: Partially<Models>): Fault[] {
  return [
    ...unknownTeam(model, path, environment),
    ...duplicate(model, path, models),
    ...outside(model, path, environment),
    ...referenceOutside(model, path, environment),
    ...range(model, path),
    ...scaleToZero(model, path, environment),
    ...longName(model, path, environment),
    ...hostOfOther(model, path, environment),
    ...slowerThanTimeout(model, path),
  ];
}

function unknownTeam({ team }: CheckedModel, path: string, { platform }: Checked): Fault[] {
  const teams = (platform?.teams ?? []).flatMap((candidate) => candidate?.name ?? []);
  if (team === undefined || !platform || teams.includes(team)) return [];
  const meant = nearest(team, teams);
  return [
    {
      path: `${path}.team`,
      found: describe(team),
      expected: teams.length === 0 ? "a team in platform.teams, which is empty" : `one of ${teams.join(", ")}`,
      remedy: meant === undefined ? "Add the team to platform.teams." : `Did you mean "${meant}"?`,
    },
  ];
}

function duplicate({ name }: CheckedModel, path: string, { endpoints = [] }: Partially<Models>): Fault[] {
  const first = endpoints.findIndex((other) => other?.name === name);
  if (name === undefined || path === `models.endpoints[${first}]`) return [];
  return [
    {
      path: `${path}.name`,
      found: `${describe(name)}, as in models.endpoints[${first}]`,
      expected: "a name that no other model of the environment has",
      remedy: "Rename one of the two: folders and identities take the model's name.",
    },
  ];
}

function outside({ storageUri }: CheckedModel, path: string, environment: Checked): Fault[] {
  const folder = modelsFolder(environment);
  if (storageUri === undefined || folder === undefined || storageUri.startsWith(`${folder}/`)) return [];
  const bucket = storageUri.split("/").slice(0, 3).join("/");
  const meant = nearest(bucket, [folder]);
  return [
    {
      path: `${path}.storageUri`,
      found: describe(storageUri),
      expected: `a folder of the environment's models bucket, ${folder}/…`,
      remedy:
        meant === undefined
          ? "Copy the model there: the environment has no access to other buckets."
          : `Did you mean "${storageUri.replace(bucket, folder)}"?`,
    },
  ];
}

function referenceOutside({ drift }: CheckedModel, path: string, environment: Checked): Fault[] {
  const { reference } = drift ?? {};
  const folder = modelsFolder(environment);
  if (reference === undefined || folder === undefined || !reference.includes("://")) return [];
  const allowed = [folder, folder.replace(/-models$/, "-datasets")];
  if (allowed.some((bucket) => reference.startsWith(`${bucket}/`))) return [];
  return [
    {
      path: `${path}.drift.reference`,
      found: describe(reference),
      expected: `a file in the model's folder, or one in ${allowed.join("/ or ")}/`,
      remedy: "Store it in the model's folder as reference.parquet, so that every version has its own.",
    },
  ];
}

function range({ replicas }: CheckedModel, path: string): Fault[] {
  const { min, max } = replicas ?? {};
  if (min === undefined || max === undefined || min <= max) return [];
  return [
    {
      path: `${path}.replicas`,
      found: `min ${min}, max ${max}`,
      expected: "a min that is at most max",
      remedy: `Raise max to ${min}, or lower min.`,
    },
  ];
}

function scaleToZero({ replicas, engine }: CheckedModel, path: string, { platform }: Checked): Fault[] {
  if (replicas?.min !== 0) return [];
  const can = engine === "kserve" && platform?.servingMode === "knative";
  if (can || !engine || !platform?.servingMode) return [];
  return [
    {
      path: `${path}.replicas.min`,
      found: "0",
      expected: "1 or more: only KServe with Knative scales to zero and back",
      remedy: "Set replicas { min: 1 }.",
    },
  ];
}

/** https://cloud.google.com/iam/docs/service-accounts-create, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, RFC 1035 */
function longName(
  { name, team }: CheckedModel,
  path: string,
  { organization, name: environment, cloud }: Checked,
): Fault[] {
  if (name === undefined || organization === undefined || environment === undefined || !cloud?.provider) return [];
  const identity = namesOf({ organization, name: environment }).modelIdentity(name);
  const limits = [
    { what: "host name", text: `${name}-predictor-${team ?? ""}`, most: 63 },
    ...(cloud.provider === "aws" ? [{ what: "IAM role", text: identity, most: 64 }] : []),
    ...(cloud.provider === "google" ? [{ what: "Google service account", text: identity, most: 30 }] : []),
  ];
  return limits
    .filter(({ text, most }) => text.length > most)
    .map(({ what, text, most }) => ({
      path: `${path}.name`,
      found: `"${name}", which results in the ${what} ${text} (${text.length} characters)`,
      expected: `a ${what} of at most ${most} characters`,
      remedy: `Shorten the name by ${text.length - most}.`,
    }));
}

/** Hosts are `<model>-<team>`: the name of a model may continue with the name of another team. */
function hostOfOther({ name, team, engine }: CheckedModel, path: string, { platform }: Checked): Fault[] {
  if (name === undefined || team === undefined || engine !== "kserve") return [];
  const host = `${name}-${team}`;
  const other = (platform?.teams ?? [])
    .flatMap((each) => each?.name ?? [])
    .find((each) => each.endsWith(`-${team}`) && host.endsWith(`-${each}`));
  if (other === undefined) return [];
  const model = host.slice(0, -other.length - 1);
  return [
    {
      path: `${path}.name`,
      found: `${describe(name)}, whose host name ${host} a model "${model}" of the team ${other} would have as well`,
      expected: "a host name that no model of another team can have",
      remedy: `Rename the model: the names of models of the team ${team} can't end with ${other.slice(0, -team.length - 1)}.`,
    },
  ];
}

function slowerThanTimeout({ slo, timeoutSeconds }: CheckedModel, path: string): Fault[] {
  const { latencyP99 } = slo ?? {};
  if (latencyP99 === undefined || timeoutSeconds === undefined) return [];
  const limit = seconds(latencyP99);
  if (limit > 0 && limit <= timeoutSeconds) return [];
  return [
    {
      path: `${path}.slo.latencyP99`,
      found: describe(latencyP99),
      expected: `more than 0 and at most timeoutSeconds, ${timeoutSeconds} s: longer requests time out`,
      remedy: "Lower latencyP99, or raise timeoutSeconds.",
    },
  ];
}
