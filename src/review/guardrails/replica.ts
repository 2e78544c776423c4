import type { Resource } from "../model";

/** Whether a database is a replica, which inherits password, encryption, version and backups from its source. */
export function isReplica({ body }: Resource): boolean {
  const source = body.replicate_source_db ?? body.replication_source_identifier ?? body.master_instance_name ?? "";
  return source !== "";
}
