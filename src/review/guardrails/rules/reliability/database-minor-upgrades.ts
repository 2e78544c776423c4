import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const databaseMinorUpgrades: Rule = {
  id: "database-minor-upgrades",
  title: "Databases install minor versions automatically",
  why: "Minor versions contain security fixes, which are rarely installed by hand in time.",
  remedy: "Leave auto_minor_version_upgrade on.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
  equivalents: { checkov: ["CKV_AWS_226"], cis: ["AWS 3.0.0 2.3.2"] },
  resourceTypes: ["aws_db_instance", "aws_rds_cluster_instance"],
  check: (database, { graph }) => [
    checkAttribute(
      graph,
      database,
      "auto_minor_version_upgrade",
      isTrue,
      () => "Minor versions are not installed.",
      true,
    ),
  ],
  examples: {
    pass: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
    fail: { resource: { aws_db_instance: { main: { auto_minor_version_upgrade: false } } } },
  },
};
