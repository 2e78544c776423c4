import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const addressKept: Rule = {
  id: "address-kept",
  title: "No plan releases a public address",
  why: "Partners have it in allow lists and DNS records point to it. Once released it can't be recovered, and its next owner receives the traffic.",
  remedy: "Revert the change that forces replacement; if it is intended, move DNS records and allow lists first.",
  severity: "medium",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
  resourceTypes: ["aws_eip", "google_compute_address", "google_compute_global_address"],
  on: "change",
  check: (address) =>
    valueIsPrivate(address.change?.before) ? [] : checkKept(address, "Someone else may be assigned it next."),
  examples: {
    pass: planExample({ type: "aws_eip", actions: ["update"], before: { tags: {} }, after: { tags: { owner: "ml" } } }),
    fail: planExample({ type: "aws_eip", actions: ["delete"], before: { public_ip: "198.51.100.7" } }),
  },
};

/** Internal addresses and ranges, which Google's types also cover. */
function valueIsPrivate(before: Readonly<Record<string, unknown>> | undefined): boolean {
  return before?.address_type === "INTERNAL";
}
