import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { buildGo } from "../build-go";

/**
 * Version of Argo Workflows, as `argo/go.mod` pins it: the newest of the catalogue's minor version with published
 * modules.
 */
const VERSION = "4.0.5";

/** An event in Argo's format, and the bindings to check it against. */
export interface ArgoEvent {
  readonly selector: string;
  /** Parameters of the workflow, by their expressions. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly env: { readonly discriminator: string; readonly payload: unknown };
}

export interface Selection {
  readonly selected: boolean;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

export interface ArgoQuestion {
  readonly templates?: readonly object[];
  readonly cronWorkflows?: readonly object[];
  readonly events?: readonly ArgoEvent[];
}

export interface ArgoAnswer {
  readonly problems: readonly string[];
  readonly events: readonly Selection[];
}

/** Runs the code of Argo Workflows itself. */
export function askArgo(question: ArgoQuestion): ArgoAnswer {
  const binary = buildGo({ name: "argo", version: VERSION, folder: join(__dirname, "argo") });
  return JSON.parse(execFileSync(binary, { input: JSON.stringify(question), encoding: "utf8" }));
}

/** Whether a binding matches an event, and the resulting workflow. */
export function selectionBy(binding: Manifest, discriminator: string, payload: unknown): Selection {
  const { event, submit } = JSON.parse(JSON.stringify(binding.spec));
  const parameters = Object.fromEntries(
    submit.arguments.parameters.map(({ name, valueFrom }: { name: string; valueFrom: { event: string } }) => [
      name,
      valueFrom.event,
    ]),
  );
  const [found] = askArgo({
    events: [{ selector: event.selector, parameters, env: { discriminator, payload } }],
  }).events;
  if (!found) throw new Error("Argo returned nothing");
  return found;
}
