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
  /** Signed provenance statement of the running version. @default - the trace ends with the statement's address */
  readonly statement?: string;
  readonly format: "text" | "json";
}

/** What is running and what it was built from, as far as Git and the statement show it. */
interface Trace {
  readonly environment: string;
  readonly endpoint: string;
  readonly namespace: string;
  readonly storageUri: string;
  /** Per cent of the traffic that the last release sends to the version. */
  readonly trafficPercent: number;
  readonly statement: string;
  readonly provenance?: Provenance;
}

/**
 * `mlops trace MODEL`: traces an endpoint back to its code and data, from the files in Git and the provenance statement
 * of the version.
 * @returns exit status: 0, or 1 if the statement describes a version other than the running one
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

/** The fields of a release that are read here. */
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
          ["covers", provenance.modelUri === storageUri ? "this version" : `another version: ${provenance.modelUri}`],
          ["built by", provenance.builder],
          ["run", provenance.run],
          ...provenance.materials.map(({ uri, digest }) => ["from", `${uri} ${digest}`] as const),
        ] as const)
      : []),
  ];
  return lines.map(([name, value]) => `${name.padEnd(10)} ${value}\n`).join("");
}
