import { DELETION_GUARDS } from "../../deletion-guards";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";
import { weakened } from "../../weakened";

export const protectionKept: Rule = {
  id: "protection-kept",
  title: "No plan switches off what protects against deletion",
  why: "It is the step before the accident: the next plan, or the next click, deletes without a question.",
  remedy: "Leave it on; when the deletion is meant, approve the switch and the deletion as two changes.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.DeletionProtection",
  resourceTypes: Object.keys(DELETION_GUARDS),
  on: "change",
  check: (resource) => {
    const faults = weakened(resource, DELETION_GUARDS[resource.type] ?? []).map(({ path }) =>
      fail(`${path} no longer prevents its deletion, or that of what is in it.`, path),
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
