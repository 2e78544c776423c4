import type { Attribute, JsonObject } from "../../../model";
import { ALWAYS, checkAttribute, fail, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/**
 * The parameter that requires TLS, and whether RDS requires it by default: PostgreSQL from version 15, MySQL never.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
 */
function tlsParameter(family: string): { readonly name: string; readonly byDefault: boolean } | undefined {
  const [, engine, version] = /^(postgres|mysql)(\d+)/.exec(family) ?? [];
  if (engine === "postgres") return { name: "rds.force_ssl", byDefault: Number(version) >= 15 };
  return engine === "mysql" ? { name: "require_secure_transport", byDefault: false } : undefined;
}

function forcesTls(family: Attribute, parameters: readonly JsonObject[]): Outcome[] {
  const parameter = family.kind === "known" ? tlsParameter(String(family.value)) : undefined;
  if (!parameter) return [];
  const forced = parameters.find(({ name }) => name === parameter.name)?.value;
  const tls = forced === undefined ? parameter.byDefault : /^(?:1|on)$/i.test(String(forced));
  return [tls ? PASS : fail("Connections without TLS are accepted.", "parameter")];
}

export const databaseTls: Rule = {
  id: "database-tls",
  title: "Databases refuse connections without TLS",
  why: "Without TLS, passwords and rows cross the network unencrypted.",
  remedy:
    'Set rds.force_ssl = 1, for MySQL require_secure_transport = 1, in the parameter group (RDS) or ip_configuration.ssl_mode = "ENCRYPTED_ONLY" (Cloud SQL).',
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
