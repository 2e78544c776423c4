import { versionOf } from "../../../../src/review/guardrails/version";
import { rule, verdicts } from "./planned";

test.each([
  ["1.35", [1, 35]],
  ["v1.35.2-gke.100", [1, 35]],
  ["17", [17, 0]],
  ["POSTGRES_17", [17, 0]],
  ["MYSQL_8_4", [8, 4]],
  ["OpenSearch_2.19", [2, 19]],
  ["8.0.mysql_aurora.3.08.0", [8, 0]],
])("the version %s", (text, [major, minor]) => {
  expect(versionOf(text)).toEqual({ major, minor });
});

test.each([undefined, null, "", "latest"])("%p is not a version", (text) => {
  expect(versionOf(text)).toBeUndefined();
});

test.each([
  ["1.33", "1.34", 0],
  ["1.33", "1.35", 1],
  ["1.34", "1.33", 1],
  ["1.34.2-gke.100", "1.34.5-gke.200", 0],
  ["1.35", undefined, 0],
  [undefined, "1.35", 0],
])("kubernetes from %s to %s: %d", (before, after, count) => {
  const change = {
    type: "google_container_cluster",
    actions: ["update"],
    before: before === undefined ? {} : { min_master_version: before },
    after: after === undefined ? {} : { min_master_version: after },
  } as const;
  expect(verdicts(rule("cluster-version-step"), [change])).toHaveLength(count);
});

test.each([
  ["aws_db_instance", { engine: "postgres", engine_version: "16.9" }, "17.5", 1],
  ["aws_db_instance", { engine: "postgres", engine_version: "17.5" }, "17.4", 1],
  ["aws_db_instance", { engine: "postgres", engine_version: "17.4" }, "17.5", 0],
  ["aws_db_instance", { engine: "mysql", engine_version: "8.0.40" }, "8.4.3", 1],
  ["aws_db_instance", { engine: "mysql", engine_version: "8.0.40" }, "8.0.42", 0],
  ["aws_rds_cluster", { engine: "aurora-postgresql", engine_version: "16.6" }, "15.9", 1],
  ["aws_opensearch_domain", { engine_version: "OpenSearch_2.19" }, "OpenSearch_3.1", 1],
])("%s %j to %s: %d", (type, before, after, count) => {
  const changed = { ...before, engine_version: after };
  expect(verdicts(rule("database-version-step"), [{ type, actions: ["update"], before, after: changed }])).toHaveLength(
    count,
  );
});

test.each([
  ["POSTGRES_17", "POSTGRES_18", 1],
  ["POSTGRES_17", "POSTGRES_17", 0],
  ["MYSQL_8_0", "MYSQL_8_4", 1],
])("cloud SQL from %s to %s: %d", (before, after, count) => {
  const change = {
    type: "google_sql_database_instance",
    actions: ["update"],
    before: { database_version: before },
    after: { database_version: after },
  } as const;
  expect(verdicts(rule("database-version-step"), [change])).toHaveLength(count);
});
