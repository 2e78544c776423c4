import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildGo } from "../build-go";

/** Version of Argo Workflows, as `argo/go.mod` pins it: the newest of the catalogue's minor version that modules are published of. */
const VERSION = "4.0.5";

/** An event as Argo sees it, and what it is held against. */
export interface ArgoEvent {
  readonly selector: string;
  /** Parameters of the workflow, by the expressions that give them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly env: { readonly discriminator: string; readonly payload: object };
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

/** Asks the code of Argo Workflows itself. */
export function askArgo(question: ArgoQuestion): ArgoAnswer {
  const binary = buildGo({ name: "argo", version: VERSION, folder: join(__dirname, "argo") });
  return JSON.parse(execFileSync(binary, { input: JSON.stringify(question), encoding: "utf8" }));
}
