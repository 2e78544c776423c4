import type { Json, JsonObject } from "./json";

/**
 * What is known about one attribute:
 * `known` — a literal, or an expression that could be resolved to one;
 * `unknown` — only Terraform will know, e.g. the ARN of something that doesn't exist yet;
 * `absent` — nobody set it, so the provider's default holds.
 */
export type Attribute =
  | { readonly kind: "known"; readonly value: Json }
  | { readonly kind: "unknown"; readonly expression: string }
  | { readonly kind: "absent" };

/** A resource or data source of Terraform code, ours or anybody's. */
export interface Resource {
  /** `aws_s3_bucket.models`, or `data.aws_iam_policy_document.read`; unique within its stack. */
  readonly address: string;
  /**
   * `settings` is the `terraform` block of a stack: backend, versions, providers. `manifest` is a Kubernetes object that
   * a resource of the code carries to a cluster. `deleted` is what only the state knows and a plan takes away.
   */
  readonly mode: "managed" | "data" | "settings" | "manifest" | "deleted";
  /** Terraform's type; `kubernetes/<kind>` for a manifest. */
  readonly type: string;
  readonly name: string;
  /** Name of the stack it belongs to. */
  readonly stack: string;
  /** Path of the construct that made it, when the code came from cdktf: `aws-prod-foundation/network/vpc`. */
  readonly constructPath: string | undefined;
  /** The body as written; expressions are still strings such as `${aws_kms_key.main.arn}`. */
  readonly body: Readonly<Record<string, Json>>;
  /** What a plan does to it; code has no plan. */
  readonly change: Change | undefined;
}

/** What a plan does to a resource: https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export interface Change {
  /** `["delete", "create"]` and `["create", "delete"]` are a replacement. */
  readonly actions: readonly Action[];
  readonly before: JsonObject | undefined;
  /** What isn't known yet is absent. */
  readonly after: JsonObject | undefined;
  /** Attributes that force a replacement, names separated by dots. */
  readonly replacePaths: readonly string[];
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";
