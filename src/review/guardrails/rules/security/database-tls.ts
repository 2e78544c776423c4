import type { Attribute, JsonObject } from "../../../model";
import { ALWAYS, checkAttribute, fail, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** From version 15 on RDS demands TLS by itself. */
function forcesTls(family: Attribute, parameters: readonly JsonObject[]): Outcome[] {
  const name = family.kind === "known" ? String(family.value) : "";
  if (!name.startsWith("postgres")) return [];
  const forced = parameters.find((parameter) => parameter.name === "rds.force_ssl")?.value;
  const byDefault = Number.parseInt(name.replace("postgres", ""), 10) >= 15;
  const tls = forced === undefined ? byDefault : String(forced) === "1";
  return [tls ? PASS : fail("Connections without TLS are accepted.", "parameter")];
}

export const databaseTls: Rule = {
  id: "database-tls",
  title: "Databases refuse connections without TLS",
  why: "Passwords and rows cross the network in the clear.",
  remedy:
    'Set rds.force_ssl = 1 in the parameter group (RDS) or ip_configuration.ssl_mode = "ENCRYPTED_ONLY" (Cloud SQL).',
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/sql/docs/postgres/configure-ssl-instance",
  equivalents: { checkov: ["CKV2_AWS_69", "CKV_GCP_6"], cis: ["GCP 3.0.0 6.4"] },
  resourceTypes: ["aws_db_parameter_group", "google_sql_database_instance"],
  check: (database, { graph }) =>
    database.type === "google_sql_database_instance"
      ? [
          checkAttribute(
            graph,
            database,
            "settings.ip_configuration.ssl_mode",
            (mode) => mode === "ENCRYPTED_ONLY" || mode === "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
            () => "Connections without TLS are accepted.",
            "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
          ),
        ]
      : forcesTls(graph.attribute(database, "family"), graph.blocks(database, "parameter")),
  examples: {
    pass: {
      resource: {
        aws_db_parameter_group: { main: { family: "postgres17", parameter: [{ name: "rds.force_ssl", value: "1" }] } },
      },
    },
    fail: {
      resource: {
        aws_db_parameter_group: { main: { family: "postgres17", parameter: [{ name: "rds.force_ssl", value: "0" }] } },
      },
    },
  },
};
