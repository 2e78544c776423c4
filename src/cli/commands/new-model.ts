import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { InputError } from "../../problems/problem";
import { endpointFiles, modelsFolderOf } from "../../stacks/models/endpoint-files";
import { loadEnvironments } from "../input/load-environments";
import { type Declaration, declarationsOf } from "../input/model-declaration";
import { selectEnvironments } from "../input/select-environments";
import type { Io } from "../io";

export interface NewModelOptions {
  readonly environments: string;
  /** Names such as `prod` or `aws-prod`. @default - all environments that declare the model */
  readonly env?: readonly string[];
  /** Folder of the first version, inside the model's folder. */
  readonly version: string;
  /** Root of the repository that Argo CD reads. */
  readonly directory: string;
}

/** Releases maintain this file; it is only written here for a new model. */
const KEPT = "release.yaml";

/**
 * `mlops new model NAME`: writes the files that Argo CD deploys a model from, for every environment that declares it.
 * Run it again after changing the declaration: it rewrites the endpoint and keeps the release.
 * @returns exit status: 0
 * @throws InputError for bad input; in that case nothing is written
 */
export function newModelCommand(name: string, options: NewModelOptions, io: Io): number {
  checkVersion(options.version);
  const environments = selectEnvironments(loadEnvironments(options.environments, io.today()), options.env ?? []);
  const files = declarationsOf(name, environments).flatMap((declaration) => filesOf(declaration, options));
  for (const { folder, path, text } of files) {
    mkdirSync(folder, { recursive: true });
    io.writeFile(path, text);
  }
  io.write(files.map(({ path }) => `${path}\n`).join(""));
  return 0;
}

function checkVersion(version: string): void {
  if (/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/.test(version)) return;
  throw new InputError([
    {
      source: "--version-folder",
      path: "",
      found: `"${version}"`,
      expected: "a folder inside the model's folder: letters, digits, dots, hyphens, underscores",
      remedy: "Set the version's folder, e.g. 1.",
    },
  ]);
}

function filesOf({ environment, model }: Declaration, { directory, version }: NewModelOptions) {
  const folder = join(directory, modelsFolderOf(environment), model.name);
  const contents = Object.entries(checked(() => endpointFiles(environment, model, version), environment.name));
  return contents
    .map(([file, content]) => ({
      folder,
      file,
      path: join(folder, file),
      text: stringify(content, { aliasDuplicateObjects: false }),
    }))
    .filter(({ file, path }) => file !== KEPT || !existsSync(path));
}

/** If the engine rejects the endpoint, the declaration is invalid. */
function checked<Result>(build: () => Result, environment: string): Result {
  try {
    return build();
  } catch (error) {
    throw new InputError([
      {
        source: environment,
        path: "models.endpoints",
        found: error instanceof Error ? error.message : String(error),
        expected: "an endpoint that its engine can serve",
        remedy: "Change the declaration.",
      },
    ]);
  }
}
