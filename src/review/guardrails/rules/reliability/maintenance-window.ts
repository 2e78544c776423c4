import { checkPresent, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

const PATHS: Readonly<Record<string, string>> = {
  aws_db_instance: "maintenance_window",
  aws_rds_cluster: "preferred_maintenance_window",
  google_container_cluster: "maintenance_policy",
  google_sql_database_instance: "settings.maintenance_window",
};

export const maintenanceWindow: Rule = {
  id: "maintenance-window",
  title: "Maintenance windows are set",
  why: "Without a window the cloud may restart databases and nodes at any time.",
  remedy: "Set a maintenance window.",
  severity: "low",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://cloud.google.com/sql/docs/postgres/maintenance",
  resourceTypes: Object.keys(PATHS),
  check: (resource, { graph }) => [
    checkPresent(graph, resource, PATHS[resource.type] ?? "", "The cloud chooses the maintenance time."),
  ],
  examples: {
    pass: { resource: { aws_db_instance: { main: { maintenance_window: "sun:02:00-sun:04:00" } } } },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
