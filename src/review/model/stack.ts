import type { JsonObject } from "./json";
import type { Resource } from "./resource";

/** Terraform code of one root module: the unit with its own state. */
export interface Stack {
  readonly name: string;
  /** Kind of the backend (`s3`, `gcs`, `local`, …) and its settings; `undefined` if none is set. */
  readonly backend: { readonly type: string; readonly body: JsonObject } | undefined;
  /** Provider configurations by provider name, as written. */
  readonly providers: Readonly<Record<string, readonly JsonObject[]>>;
  readonly resources: readonly Resource[];
  /** The original code by address, if the body of a resource contains values instead. */
  readonly written: ReadonlyMap<string, JsonObject>;
}

/** The code to review: the content of a `cdk.tf.json`, of any other Terraform JSON file, or of a plan. */
export interface TerraformCode {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}
