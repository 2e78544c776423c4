import type { Json, Resource } from "../../../model";
import { lossOf } from "../../change";
import { ALWAYS, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule, RuleContext } from "../../rule";

/** Common names of the state bucket and of its lock table. */
const STATE_NAME = /(tf|terraform|tofu)[-_.]?(states?|locks?)([-_.]|$)|(^|[-_.])state$/i;

/** Attributes that are safe to change. */
const HARMLESS = new Set(["tags", "tags_all", "labels", "effective_labels", "terraform_labels"]);

export const stateBucketKept: Rule = {
  id: "state-bucket-kept",
  title: "No plan changes the storage of Terraform's state",
  why: "Without its state Terraform doesn't know what it created: the next plan creates everything a second time.",
  remedy: "Make the change separately and by hand, with a copy of the state available.",
  severity: "critical",
  area: "change-safety",
  enforcement: ALWAYS,
  link: "https://developer.hashicorp.com/terraform/language/backend/s3",
  resourceTypes: [
    "aws_s3_bucket",
    "aws_s3_bucket_versioning",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_dynamodb_table",
    "google_storage_bucket",
  ],
  on: "change",
  check: (resource, context) => {
    const before = resource.change?.before;
    if (!before || !holdsState(before.bucket ?? before.name, context)) return [];
    const loss = lossOf(resource);
    if (loss) return [fail(`It is ${loss}, and the state depends on it.`)];
    const changed = changedAttributes(resource);
    return changed.length > 0 ? changed.map((name) => fail(`${name} of the state's storage changes.`, name)) : [PASS];
  },
  examples: {
    pass: planExample({
      type: "aws_s3_bucket",
      actions: ["update"],
      before: { bucket: "acme-tfstate", tags: {} },
      after: { bucket: "acme-tfstate", tags: { owner: "ml" } },
    }),
    fail: planExample({
      type: "aws_s3_bucket_versioning",
      actions: ["update"],
      before: { bucket: "acme-tfstate", versioning_configuration: [{ status: "Enabled" }] },
      after: { bucket: "acme-tfstate", versioning_configuration: [{ status: "Suspended" }] },
    }),
  },
};

function holdsState(name: Json | undefined, { graph }: RuleContext): boolean {
  if (typeof name !== "string") return false;
  return STATE_NAME.test(name) || graph.stacks.some(({ backend }) => backend?.body.bucket === name);
}

function changedAttributes({ change }: Resource): string[] {
  const { before = {}, after = {} } = change ?? {};
  return Object.keys(after).filter(
    (name) => !HARMLESS.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}
