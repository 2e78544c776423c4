import { blocksOf, isObject, type Json, type JsonObject } from "./json";
import { manifestsOf } from "./manifests";
import type { Resource } from "./resource";

/** Terraform code of one root module: the unit that has a state of its own. */
export interface Stack {
  readonly name: string;
  /** Kind of the backend (`s3`, `gcs`, `local`, …) and its settings; `undefined` where none is written. */
  readonly backend: { readonly type: string; readonly body: JsonObject } | undefined;
  /** Provider configurations by provider name, as written. */
  readonly providers: Readonly<Record<string, readonly JsonObject[]>>;
  readonly resources: readonly Resource[];
}

/** Code that is to be reviewed: the content of a `cdk.tf.json` or of any other Terraform JSON file. */
export interface TerraformCode {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Reads the Terraform JSON of one stack. */
export function readStack(code: TerraformCode): Stack {
  const json = code.json as JsonObject;
  const managed = readResources(code.name, "managed", json.resource);
  return {
    name: code.name,
    backend: readBackend(json),
    providers: readProviders(json),
    resources: [
      ...readSettings(code.name, json),
      ...managed,
      ...manifestsOf(managed),
      ...readResources(code.name, "data", json.data),
    ],
  };
}

/** The `terraform` block, as something that rules can look at like at any resource. */
function readSettings(stack: string, { terraform }: JsonObject): Resource[] {
  return isObject(terraform)
    ? [
        {
          address: "terraform",
          mode: "settings",
          type: "terraform",
          name: "",
          stack,
          constructPath: undefined,
          body: terraform,
          change: undefined,
        },
      ]
    : [];
}

function readBackend(json: JsonObject): Stack["backend"] {
  const terraform = isObject(json.terraform) ? json.terraform : {};
  const [entry] = isObject(terraform.backend) ? Object.entries(terraform.backend) : [];
  return entry && { type: entry[0], body: isObject(entry[1]) ? entry[1] : {} };
}

function readProviders(json: JsonObject): Stack["providers"] {
  const providers = isObject(json.provider) ? Object.entries(json.provider) : [];
  return Object.fromEntries(providers.map(([name, bodies]) => [name, blocksOf(bodies)]));
}

function readResources(stack: string, mode: "managed" | "data", section: Json | undefined): Resource[] {
  if (!isObject(section)) return [];
  return Object.entries(section).flatMap(([type, named]) =>
    isObject(named)
      ? Object.entries(named).flatMap(([name, body]) =>
          isObject(body) ? [resource(stack, mode, type, name, body)] : [],
        )
      : [],
  );
}

function resource(stack: string, mode: "managed" | "data", type: string, name: string, body: JsonObject): Resource {
  const { "//": comment, ...attributes } = body;
  const metadata = isObject(comment) && isObject(comment.metadata) ? comment.metadata : {};
  return {
    address: `${mode === "data" ? "data." : ""}${type}.${name}`,
    mode,
    type,
    name,
    stack,
    constructPath: typeof metadata.path === "string" ? metadata.path : undefined,
    body: attributes,
    change: undefined,
  };
}
