import type { BucketPurpose, Model } from "../../src/environment/environment";
import { namesOf } from "../../src/environment/names";
import { repositoryUrlOf } from "../../src/environment/repository";
import { type EndpointFiles, endpointFiles, modelsFolderOf } from "../../src/stacks/models/endpoint-files";
import type { ServingEnvironment } from "../../src/stacks/models/models";
import { type DeployedPlatform, openPlatform } from "../platform/platform";

/** A platform that serves the model of the story. */
export interface ServingPlatform extends DeployedPlatform {
  readonly environment: ServingEnvironment;
  readonly model: Model;
  /** Namespace of the model. */
  readonly team: string;
  /** Address of the repository that Argo CD reads. */
  readonly repository: string;
  /** Folder of the endpoint in it. */
  readonly folder: string;
  /** Name of a bucket. */
  readonly bucket: (purpose: BucketPurpose) => string;
  readonly endpointFiles: (version: string) => EndpointFiles;
}

/** Where the story takes place, unless `MLOPS_ENVIRONMENTS` and `MLOPS_ENVIRONMENT` name another. */
const ACCEPTANCE = { environments: "checks/acceptance/environments", environment: "kubernetes-acceptance" };

/** @throws Error if the environment serves no model */
export function openServingPlatform(): ServingPlatform {
  const platform = openPlatform(ACCEPTANCE);
  const { environment } = platform;
  const [model] = environment.models?.endpoints ?? [];
  if (!environment.models || !model) throw new Error(`${environment.name} serves no model`);
  const serving = { ...environment, models: environment.models };
  return {
    ...platform,
    environment: serving,
    model,
    team: model.team,
    repository: `${repositoryUrlOf(environment)}.git`,
    folder: `${modelsFolderOf(environment)}/${model.name}`,
    bucket: (purpose) => namesOf(environment).bucket(purpose),
    endpointFiles: (version) => endpointFiles(serving, model, version),
  };
}
