import { cloudSqlSupportEnd, rdsSupportEnd } from "../../src/facts/database-support";

test.each([
  ["postgres", "17", "2030-02-28"],
  ["postgres", "17.6", "2030-02-28"],
  ["postgres", "9.6.24", "2022-04-30"],
  ["postgres", "1", undefined],
  ["mysql", "8.0.42", "2026-07-31"],
  ["mysql", "8", undefined],
  ["mariadb", "11.4", undefined],
])("RDS supports %s %s until %s", (engine, version, end) => {
  expect(rdsSupportEnd(engine, version)).toBe(end);
});

test.each([
  ["POSTGRES_17", "2030-01-31"],
  ["POSTGRES_9_6", "2025-01-31"],
  ["MYSQL_8_0_31", "2026-06-30"],
  ["POSTGRES_1", undefined],
  ["constructor", undefined],
  ["", undefined],
])("Cloud SQL supports %s until %s", (version, end) => {
  expect(cloudSqlSupportEnd(version)).toBe(end);
});
