import { RULES, runGuardrails } from "../../../src/review/guardrails";
import { ResourceGraph } from "../../../src/review/model";
import { rule, verdicts } from "./change-safety/planned";

function failures(id: string, resource: object): number {
  const rules = RULES.filter((rule) => rule.id === id);
  expect(rules).toHaveLength(1);
  const graph = ResourceGraph.fromTerraform([{ name: "example", json: JSON.parse(JSON.stringify({ resource })) }]);
  return runGuardrails(graph, { strictness: "prod", today: "2026-11-01", waivers: [], rules }).failed.length;
}

test.each<[what: string, family: string, parameter: object[], failed: number]>([
  ["MySQL that requires TLS", "mysql8.4", [{ name: "require_secure_transport", value: "1" }], 0],
  ["MySQL that requires TLS, in MySQL's syntax", "mysql8.0", [{ name: "require_secure_transport", value: "ON" }], 0],
  ["MySQL that doesn't", "mysql8.4", [{ name: "require_secure_transport", value: "0" }], 1],
  ["MySQL of which nothing is said", "mysql8.4", [], 1],
  ["MySQL with PostgreSQL's parameter", "mysql8.4", [{ name: "rds.force_ssl", value: "1" }], 1],
  ["PostgreSQL that requires TLS by default", "postgres17", [], 0],
  ["PostgreSQL with MySQL's parameter", "postgres13", [{ name: "require_secure_transport", value: "1" }], 1],
])("TLS on RDS: %s", (_, family, parameter, failed) => {
  expect(failures("database-tls", { aws_db_parameter_group: { main: { family, parameter } } })).toBe(failed);
});

test.each<[what: string, version: string, backups: object, failed: number]>([
  ["MySQL with a binary log", "MYSQL_8_4", { enabled: true, binary_log_enabled: true }, 0],
  ["MySQL without", "MYSQL_8_4", { enabled: true, binary_log_enabled: false }, 1],
  ["MySQL of which nothing is said", "MYSQL_8_4", {}, 2],
  ["PostgreSQL that goes back in time", "POSTGRES_17", { enabled: true, point_in_time_recovery_enabled: true }, 0],
  ["PostgreSQL that doesn't", "POSTGRES_17", { enabled: true }, 1],
])("backups on Cloud SQL: %s", (_, database_version, backup_configuration, failed) => {
  const main = { database_version, settings: { backup_configuration } };
  expect(failures("database-backups", { google_sql_database_instance: { main } })).toBe(failed);
});

test("a plan that disables the binary log removes point-in-time recovery", () => {
  const body = (binary_log_enabled: boolean) => ({
    database_version: "MYSQL_8_4",
    settings: [{ backup_configuration: [{ enabled: true, binary_log_enabled }] }],
  });
  const planned = (before: boolean, after: boolean) =>
    verdicts(rule("backups-kept"), [
      { type: "google_sql_database_instance", actions: ["update"], before: body(before), after: body(after) },
    ]);
  expect(planned(true, false)).toEqual([expect.stringContaining("binary_log_enabled keeps less than before")]);
  expect(planned(false, true)).toEqual([]);
});
