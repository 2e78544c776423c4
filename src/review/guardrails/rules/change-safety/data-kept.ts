import type { Resource } from "../../../model";
import { checkKept, kindBefore } from "../../change";
import { DATA_LOSS } from "../../data-types";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const dataKept: Rule = {
  id: "data-kept",
  title: "No plan deletes or replaces what holds data",
  why: "A renamed construct, a changed zone or a new name deletes the data first and asks nobody.",
  remedy:
    "Undo what forces it, or move the address (moved block); when it is meant, back up, restore elsewhere and approve it.",
  severity: "critical",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://developer.hashicorp.com/terraform/language/moved",
  resourceTypes: [...Object.keys(DATA_LOSS), "kubernetes_manifest"],
  on: "change",
  check: (resource) => {
    const type = resource.type === "kubernetes_manifest" ? claimType(resource) : resource.type;
    const loss = DATA_LOSS[type];
    if (loss === undefined) return [];
    // Without a final snapshot there is nothing to go back to.
    const skipped = resource.change?.before?.skip_final_snapshot === true ? " No final snapshot is taken." : "";
    return checkKept(resource, `${loss}${skipped}`);
  },
  examples: {
    pass: planExample({
      type: "aws_s3_bucket",
      actions: ["update"],
      before: { bucket: "acme-models", tags: {} },
      after: { bucket: "acme-models", tags: { owner: "ml" } },
    }),
    fail: planExample({
      type: "aws_s3_bucket",
      actions: ["delete", "create"],
      before: { bucket: "acme-models" },
      after: { bucket: "acme-prod-models" },
      replacePaths: [["bucket"]],
    }),
  },
};

/** A volume claim stands for its volume, whichever way it was applied. */
function claimType(resource: Resource): string {
  return kindBefore(resource) === "PersistentVolumeClaim" ? "kubernetes_persistent_volume_claim" : "";
}
