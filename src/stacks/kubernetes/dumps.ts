import type { BackupKey } from "../../constructs/embedded/database-backup";
import { VALUE } from "../../constructs/embedded/generated-secret";
import type { KubernetesEnvironment } from "../../environment/environment";
import { embeddedDatabases } from "./databases";
import { FOUNDATION, type KeyUser } from "./embedded";
import { keyEntry, OWN_KEY } from "./entries";
import { addressOf } from "./object-stores";

/** Who uploads the dumps of the embedded databases. */
export const DUMPS = "database-backup";

const UPLOADER: KeyUser = {
  consumer: DUMPS,
  namespace: FOUNDATION,
  buckets: (["postgres", "mysql"] as const).map((prefix) => ({ bucket: "backups", access: "read-write", prefix })),
};

/** The uploader of dumps; none without an embedded database. */
export function dumpUploader(environment: KubernetesEnvironment): readonly KeyUser[] {
  return embeddedDatabases(environment).length > 0 ? [UPLOADER] : [];
}

/** The key of the uploader, which reads it in the namespace where the entries are. */
export function dumpKey(environment: KubernetesEnvironment): BackupKey {
  const name = keyEntry(environment, UPLOADER);
  const part = (key: string) => ({ name, key });
  return addressOf(environment, UPLOADER.buckets).embedded
    ? { id: DUMPS, secret: part(VALUE) }
    : { id: part(OWN_KEY.id), secret: part(OWN_KEY.secret) };
}
