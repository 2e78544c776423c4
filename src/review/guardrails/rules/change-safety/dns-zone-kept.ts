import { checkKept } from "../../change";
import { ALWAYS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const dnsZoneKept: Rule = {
  id: "dns-zone-kept",
  title: "No plan deletes or replaces a DNS zone",
  why: "A new zone has other name servers: every name in it fails until its parent is changed by hand, and whoever gets the old ones first owns the names.",
  remedy: "Undo what forces it; when it is meant, move the delegation first.",
  severity: "high",
  area: "change-safety",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html",
  resourceTypes: ["aws_route53_zone", "google_dns_managed_zone"],
  on: "change",
  check: (zone) => checkKept(zone, "The names in it stop being found."),
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
