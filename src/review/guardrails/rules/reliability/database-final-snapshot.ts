import { checkAttribute, FROM_STAGING, isOff } from "../../outcomes";
import { isReplica } from "../../replica";
import type { Rule } from "../../rule";

export const databaseFinalSnapshot: Rule = {
  id: "database-final-snapshot",
  title: "Deleted databases leave a final snapshot",
  why: "After an accidental destroy, the snapshot is the only copy of the data.",
  remedy: "Set skip_final_snapshot = false and a final_snapshot_identifier.",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html#USER_DeleteInstance.Snapshot",
  resourceTypes: ["aws_db_instance", "aws_rds_cluster"],
  check: (database, { graph, strictness }) =>
    strictness === "dev" || isReplica(database)
      ? []
      : [checkAttribute(graph, database, "skip_final_snapshot", isOff, () => "No final snapshot is taken.", false)],
  examples: {
    pass: { resource: { aws_db_instance: { main: { final_snapshot_identifier: "main-final" } } } },
    fail: { resource: { aws_db_instance: { main: { skip_final_snapshot: true } } } },
  },
};
