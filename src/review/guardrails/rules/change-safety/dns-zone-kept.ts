import { checkKept } from "../../change";
import { ALWAYS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const dnsZoneKept: Rule = {
  id: "dns-zone-kept",
  title: "No plan deletes or replaces a DNS zone",
  why: "A new zone has other name servers: its names fail until the parent zone is updated by hand, and anyone who is assigned the old name servers can take over the names.",
  remedy: "Revert the change that forces replacement; if it is intended, move the delegation first.",
  severity: "high",
  area: "change-safety",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html",
  resourceTypes: ["aws_route53_zone", "google_dns_managed_zone"],
  on: "change",
  check: (zone) => checkKept(zone, "The names in it no longer resolve."),
  examples: {
    pass: planExample({
      type: "aws_route53_zone",
      actions: ["update"],
      before: { comment: "" },
      after: { comment: "ML platform" },
    }),
    fail: planExample({
      type: "google_dns_managed_zone",
      actions: ["delete", "create"],
      before: { dns_name: "ml.example.com." },
      after: { dns_name: "ai.example.com." },
      replacePaths: [["dns_name"]],
    }),
  },
};
