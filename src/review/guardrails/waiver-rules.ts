import type { Rule } from "./rule";

type WaiverRule = Pick<Rule, "id" | "title" | "severity" | "area" | "remedy" | "enforcement">;

const enforcement = { dev: "advisory", staging: "advisory", prod: "mandatory" } as const;

/** Rules about waivers and approvals themselves. They check no resource, so they are not part of the catalogue. */
export const waiverExpired: WaiverRule = {
  id: "waiver-expired",
  title: "Waivers expire",
  severity: "medium",
  area: "security",
  remedy: "Fix what was waived, or renew the waiver with a reason that still applies.",
  enforcement,
};

export const waiverUnused: WaiverRule = {
  id: "waiver-unused",
  title: "Every waiver is used",
  severity: "low",
  area: "security",
  remedy: "Remove the waiver if its finding is fixed, or correct its pattern.",
  enforcement,
};

export const approvalExpired: WaiverRule = {
  id: "approval-expired",
  title: "Approvals expire",
  severity: "medium",
  area: "change-safety",
  remedy: "Remove the approval, or have the change approved again.",
  enforcement,
};

export const approvalUnused: WaiverRule = {
  id: "approval-unused",
  title: "Every approval is used",
  severity: "low",
  area: "change-safety",
  remedy: "Remove the approval if the change was applied, or correct its pattern.",
  enforcement: { dev: "advisory", staging: "advisory", prod: "advisory" },
};
