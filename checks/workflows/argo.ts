import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { buildGo } from "../build-go";

/**
 * Version of Argo Workflows, as `argo/go.mod` pins it: the newest of the catalogue's minor version with published
 * modules.
 */
const VERSION = "4.0.5";

/** An event as Argo's server receives it, and a binding. */
export interface ArgoEvent {
  readonly binding: Manifest;
  readonly discriminator: string;
  readonly payload: unknown;
}

/** What an event did. */
export interface Outcome {
  /** @default - the binding does not match the event */
  readonly started?: { readonly workflow: string; readonly parameters: Readonly<Record<string, string>> };
  readonly error?: string;
}

/** A rule of an account: which users get it. */
export interface ArgoRule {
  readonly expression: string;
  readonly env: Readonly<Record<string, unknown>>;
}

export interface ArgoQuestion {
  readonly templates?: readonly object[];
  readonly cronWorkflows?: readonly object[];
  readonly events?: readonly ArgoEvent[];
  readonly rules?: readonly ArgoRule[];
}

export interface ArgoAnswer {
  readonly problems: readonly string[];
  readonly events: readonly Outcome[];
  readonly rules: readonly { readonly matches: boolean; readonly error?: string }[];
}

/** Runs the code of Argo Workflows itself. */
export function askArgo(question: ArgoQuestion): ArgoAnswer {
  const binary = buildGo({ name: "argo", version: VERSION, folder: join(__dirname, "argo") });
  return JSON.parse(execFileSync(binary, { input: JSON.stringify(question), encoding: "utf8" }));
}

/** What Argo's server does with an event. */
export function dispatch(binding: Manifest, discriminator: string, payload: unknown): Outcome {
  const [outcome] = askArgo({ events: [{ binding, discriminator, payload }] }).events;
  if (!outcome) throw new Error("Argo returned nothing");
  return outcome;
}
