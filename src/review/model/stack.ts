import type { JsonObject } from "./json";
import type { Resource } from "./resource";

/** Terraform code of one root module: the unit that has a state of its own. */
export interface Stack {
  readonly name: string;
  /** Kind of the backend (`s3`, `gcs`, `local`, …) and its settings; `undefined` where none is written. */
  readonly backend: { readonly type: string; readonly body: JsonObject } | undefined;
  /** Provider configurations by provider name, as written. */
  readonly providers: Readonly<Record<string, readonly JsonObject[]>>;
  readonly resources: readonly Resource[];
  /** What the code says, by address, where the body of a resource has values in its place. */
  readonly written: ReadonlyMap<string, JsonObject>;
}

/** What is to be reviewed: the content of a `cdk.tf.json`, of any other Terraform JSON file, or of a plan. */
export interface TerraformCode {
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}
