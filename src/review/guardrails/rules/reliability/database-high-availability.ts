import { checkAttribute, IN_PROD, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const databaseHighAvailability: Rule = {
  id: "database-high-availability",
  title: "Production databases survive a zone outage",
  why: "If the zone fails, tracking, pipelines and schedules fail with it.",
  remedy: 'Set multi_az = true (RDS) or availability_type = "REGIONAL" (Cloud SQL).',
  severity: "high",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
  equivalents: { checkov: ["CKV_AWS_157"], cdkNag: ["AwsSolutions-RDS3"], cis: ["AWS 5.0.0 2.2.4"] },
  resourceTypes: ["aws_db_instance", "google_sql_database_instance"],
  check: (database, { graph, strictness }) => {
    if (strictness !== "prod") return [];
    return database.type === "aws_db_instance"
      ? [checkAttribute(graph, database, "multi_az", isTrue, () => "The database is in one zone.", false)]
      : [
          checkAttribute(
            graph,
            database,
            "settings.availability_type",
            (type) => type === "REGIONAL",
            () => "The database is in one zone.",
            "ZONAL",
          ),
        ];
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { multi_az: true } } } },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
