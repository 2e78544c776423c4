import type { Json } from "../../../model";
import { checkAttribute, IN_PROD, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const databaseStorageGrows: Rule = {
  id: "database-storage-grows",
  title: "Database storage grows automatically",
  why: "A full disk stops the database and everything that depends on it.",
  remedy: "Set max_allocated_storage above allocated_storage (RDS); leave disk_autoresize on (Cloud SQL).",
  severity: "medium",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
  resourceTypes: ["aws_db_instance", "google_sql_database_instance"],
  check: (database, { graph }) => {
    const message = () => "Its storage doesn't grow.";
    if (database.type === "google_sql_database_instance") {
      return [checkAttribute(graph, database, "settings.disk_autoresize", isTrue, message, true)];
    }
    const size = graph.attribute(database, "allocated_storage");
    const least = size.kind === "known" ? Number(size.value) : 0;
    const grows = (most: Json) => Number(most) > least;
    return [checkAttribute(graph, database, "max_allocated_storage", grows, message, 0)];
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { allocated_storage: 100, max_allocated_storage: 500 } } } },
    fail: { resource: { aws_db_instance: { main: { allocated_storage: 100 } } } },
  },
};
