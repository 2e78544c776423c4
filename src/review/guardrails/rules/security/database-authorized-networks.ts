import { isInternet } from "../../internet";
import { ALWAYS, checkValue } from "../../outcomes";
import type { Rule } from "../../rule";

export const databaseAuthorizedNetworks: Rule = {
  id: "database-authorized-networks",
  title: "Cloud SQL is not open to the internet",
  why: "Anyone can try passwords on it.",
  remedy: "List the office ranges only, or use the private address or the connector.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/sql/docs/postgres/authorize-networks",
  equivalents: { checkov: ["CKV_GCP_11"], cis: ["GCP 3.0.0 6.5"] },
  resourceTypes: ["google_sql_database_instance"],
  check: (database, { graph }) =>
    graph.blocks(database, "settings.ip_configuration.authorized_networks").map(({ value }) =>
      checkValue(
        graph.resolve(database, value),
        "settings.ip_configuration.authorized_networks",
        (range) => !isInternet(range),
        (range) => `It admits ${String(range)}.`,
        "",
      ),
    ),
  examples: {
    pass: {
      resource: {
        google_sql_database_instance: {
          main: { settings: { ip_configuration: { authorized_networks: [{ value: "198.51.100.0/24" }] } } },
        },
      },
    },
    fail: {
      resource: {
        google_sql_database_instance: {
          main: { settings: { ip_configuration: { authorized_networks: [{ value: "0.0.0.0/0" }] } } },
        },
      },
    },
  },
};
