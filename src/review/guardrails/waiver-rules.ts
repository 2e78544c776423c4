import type { Rule } from "./rule";

type WaiverRule = Pick<Rule, "id" | "title" | "severity" | "area" | "remedy" | "enforcement">;

const enforcement = { dev: "advisory", staging: "advisory", prod: "mandatory" } as const;

/** Findings about waivers and approvals themselves. They look at no resource, so they aren't rules like the others. */
export const waiverExpired: WaiverRule = {
  id: "waiver-expired",
  title: "Waivers hold until their day and no longer",
  severity: "medium",
  area: "security",
  remedy: "Mend what was waived, or renew the waiver with a reason that still holds.",
  enforcement,
};

export const waiverUnused: WaiverRule = {
  id: "waiver-unused",
  title: "Every waiver waives something",
  severity: "low",
  area: "security",
  remedy: "Remove the waiver: what it was for is mended, or its pattern is wrong.",
  enforcement,
};

export const approvalExpired: WaiverRule = {
  id: "approval-expired",
  title: "Approvals hold until their day and no longer",
  severity: "medium",
  area: "change-safety",
  remedy: "Remove the approval, or have the change approved again.",
  enforcement,
};

export const approvalUnused: WaiverRule = {
  id: "approval-unused",
  title: "Every approval approves something",
  severity: "low",
  area: "change-safety",
  remedy: "Remove the approval: the change is applied, or its pattern is wrong.",
  enforcement: { dev: "advisory", staging: "advisory", prod: "advisory" },
};
