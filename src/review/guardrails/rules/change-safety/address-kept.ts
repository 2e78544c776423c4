import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const addressKept: Rule = {
  id: "address-kept",
  title: "No plan gives up a public address",
  why: "Partners have it in their allow lists and others in DNS; it can't be had back, and the next owner gets the traffic.",
  remedy: "Undo what forces it; when it is meant, move records and allow lists first.",
  severity: "medium",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
  resourceTypes: ["aws_eip", "google_compute_address", "google_compute_global_address"],
  on: "change",
  check: (address) =>
    valueIsPrivate(address.change?.before) ? [] : checkKept(address, "Somebody else may get it next."),
  examples: {
    pass: planExample({ type: "aws_eip", actions: ["update"], before: { tags: {} }, after: { tags: { owner: "ml" } } }),
    fail: planExample({ type: "aws_eip", actions: ["delete"], before: { public_ip: "198.51.100.7" } }),
  },
};

/** Addresses and ranges inside a network, which Google's types hold too. */
function valueIsPrivate(before: Readonly<Record<string, unknown>> | undefined): boolean {
  return before?.address_type === "INTERNAL";
}
