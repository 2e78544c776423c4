import { checkKept } from "../../change";
import { DATA_LOSS } from "../../data-types";
import { CARRIERS, checkObjectsKept } from "../../kubernetes/objects-kept";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const dataKept: Rule = {
  id: "data-kept",
  title: "No plan deletes or replaces data stores",
  why: "Renaming a construct or changing a zone or a name deletes the data without further confirmation.",
  remedy:
    "Revert the change that forces replacement, or move the address (moved block); if it is intended, back up, restore elsewhere and approve the change.",
  severity: "critical",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://developer.hashicorp.com/terraform/language/moved",
  resourceTypes: [...Object.keys(DATA_LOSS), ...CARRIERS],
  on: "change",
  check: (resource) => {
    const loss = DATA_LOSS[resource.type];
    if (loss === undefined)
      return checkObjectsKept(resource, "PersistentVolumeClaim", "The files on its volume are deleted too.");
    // Without a final snapshot the data can't be restored.
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
