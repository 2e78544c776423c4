import { DELETION_GUARDS } from "../../deletion-guards";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";
import { weakened } from "../../weakened";

export const protectionKept: Rule = {
  id: "protection-kept",
  title: "No plan disables deletion protection",
  why: "The next plan, or a click in the console, then deletes without confirmation.",
  remedy:
    "Leave it on; if the deletion is intended, approve disabling the protection and the deletion as two separate changes.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection",
  resourceTypes: Object.keys(DELETION_GUARDS),
  on: "change",
  check: (resource) => {
    const faults = weakened(resource, DELETION_GUARDS[resource.type] ?? []).map(({ path }) =>
      fail(`${path} no longer prevents its deletion, or the deletion of its contents.`, path),
    );
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: planExample({
      type: "aws_db_instance",
      actions: ["update"],
      before: { deletion_protection: false },
      after: { deletion_protection: true },
    }),
    fail: planExample({
      type: "aws_db_instance",
      actions: ["update"],
      before: { deletion_protection: true },
      after: { deletion_protection: false },
    }),
  },
};
