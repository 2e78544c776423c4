import type { Json, JsonObject } from "./json";

/**
 * What is known about one attribute:
 * `known` — a literal, or an expression that could be resolved to one;
 * `unknown` — known only to Terraform, e.g. the ARN of a resource that doesn't exist yet;
 * `absent` — not set, so the provider's default applies.
 */
export type Attribute =
  | { readonly kind: "known"; readonly value: Json }
  | { readonly kind: "unknown"; readonly expression: string }
  | { readonly kind: "absent" };

/** A resource or data source of any Terraform code. */
export interface Resource {
  /** `aws_s3_bucket.models`, or `data.aws_iam_policy_document.read`; unique within its stack. */
  readonly address: string;
  /**
   * `settings` is the `terraform` block of a stack: backend, versions, providers. `manifest` is a Kubernetes object that
   * a resource of the code applies to a cluster. `deleted` is a resource that is only in the state and that a plan deletes.
   */
  readonly mode: "managed" | "data" | "settings" | "manifest" | "deleted";
  /** Terraform's type; `kubernetes/<kind>` for a manifest. */
  readonly type: string;
  readonly name: string;
  /** Name of the stack it belongs to. */
  readonly stack: string;
  /** Path of the construct that created it, if the code comes from CDKTF: `aws-prod-foundation/network/vpc`. */
  readonly constructPath: string | undefined;
  /** The body as written; expressions are still strings such as `${aws_kms_key.main.arn}`. */
  readonly body: Readonly<Record<string, Json>>;
  /** The planned change; absent for code. */
  readonly change: Change | undefined;
}

/** The planned change of a resource: https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export interface Change {
  /** `["delete", "create"]` and `["create", "delete"]` are a replacement. */
  readonly actions: readonly Action[];
  readonly before: JsonObject | undefined;
  /** Unknown values are absent. */
  readonly after: JsonObject | undefined;
  /** Attributes that force a replacement, as dotted paths. */
  readonly replacePaths: readonly string[];
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";
