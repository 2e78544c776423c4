import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentId } from "../../environment/names";
import { InputError } from "../../problems/problem";
import { modelsFolderOf } from "../../stacks/models/endpoint-files";
import { loadEnvironments } from "../input/load-environments";
import { type Declaration, declarationsOf } from "../input/model-declaration";
import { type Provenance, readStatement } from "../input/provenance-statement";
import { selectEnvironments } from "../input/select-environments";
import type { Io } from "../io";

export interface TraceOptions {
  readonly environments: string;
  readonly env?: readonly string[];
  /** Root of the repository that Argo CD reads. */
  readonly directory: string;
  /** Signed statement of the version that runs. @default - the chain ends with its address */
  readonly statement?: string;
  readonly format: "text" | "json";
}

/** What runs, and what it was made of, as far as is known here. */
interface Trace {
  readonly environment: string;
  readonly endpoint: string;
  readonly namespace: string;
  readonly storageUri: string;
  /** Per cent of the traffic that the version got with its last release. */
  readonly trafficPercent: number;
  readonly statement: string;
  readonly provenance?: Provenance;
}

/**
 * `mlops trace MODEL`: from an endpoint back to code and data, by what is in Git and what the version's statement says.
 * @returns exit status: 0, or 1 where the statement speaks of another version than the one that runs
 * @throws InputError for bad input
 */
export function traceCommand(name: string, options: TraceOptions, io: Io): number {
  const environments = selectEnvironments(loadEnvironments(options.environments, io.today()), options.env ?? []);
  const provenance = options.statement === undefined ? undefined : readStatement(options.statement);
  const traces = declarationsOf(name, environments)
    .map((declaration) => traceOf(declaration, options.directory))
    .map((trace) => ({ ...trace, ...(provenance && { provenance }) }));
  io.write(
    options.format === "json" ? `${JSON.stringify({ version: 1, traces }, null, 2)}\n` : traces.map(text).join("\n"),
  );
  return provenance && !traces.some(({ storageUri }) => storageUri === provenance.modelUri) ? 1 : 0;
}

function traceOf({ environment, model }: Declaration, directory: string): Trace {
  const path = join(directory, modelsFolderOf(environment), model.name, "release.yaml");
  if (!existsSync(path)) throw new InputError([neverReleased(path, model.name)]);
  const release: Release = parse(readFileSync(path, "utf8")) ?? {};
  const predictor = release.spec?.predictor;
  return {
    environment: environmentId(environment),
    endpoint: model.name,
    namespace: model.team,
    storageUri: predictor?.model?.storageUri ?? release.spec?.storageUri ?? "none",
    trafficPercent: predictor?.canaryTrafficPercent ?? 100,
    statement: release.metadata?.annotations?.["mlops/provenance"] ?? "none",
  };
}

/** As much of a release as is asked for. */
interface Release {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly storageUri?: string;
    readonly predictor?: { readonly canaryTrafficPercent?: number; readonly model?: { readonly storageUri?: string } };
  };
}

function neverReleased(path: string, model: string) {
  return {
    source: path,
    path: "",
    found: "no file",
    expected: "the release of the model",
    remedy: `Write it with: mlops new model ${model}`,
  };
}

function text({ environment, endpoint, namespace, storageUri, trafficPercent, statement, provenance }: Trace): string {
  const lines: readonly (readonly [string, string])[] = [
    ["endpoint", `${namespace}/${endpoint} in ${environment}`],
    ["version", `${storageUri}, ${trafficPercent} % of the traffic`],
    ["statement", statement],
    ...(provenance
      ? ([
          ["says", provenance.modelUri === storageUri ? "this version" : `another version: ${provenance.modelUri}`],
          ["made by", provenance.builder],
          ["run", provenance.run],
          ...provenance.materials.map(({ uri, digest }) => ["from", `${uri} ${digest}`] as const),
        ] as const)
      : []),
  ];
  return lines.map(([name, value]) => `${name.padEnd(10)} ${value}\n`).join("");
}
