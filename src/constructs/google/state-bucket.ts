import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { Bucket } from "./bucket";
import type { Grantee } from "./workload-identity";

export interface StateBucketProps {
  readonly name: string;
  readonly region: string;
  readonly key: contracts.EncryptionKey;
  /** @default true */
  readonly deletionProtection?: boolean;
}

/** Keeps a year of old states, so that a mistake found late can still be undone. */
const STATE_VERSION_DAYS = 365;

/** The bucket for Terraform's state; the `gcs` backend locks it natively. */
export class StateBucket extends Construct {
  readonly bucket: Bucket;

  /** An existing state bucket. */
  static fromAttributes = Bucket.fromAttributes;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, "bucket", { ...props, noncurrentVersionDays: STATE_VERSION_DAYS });
  }

  grantReadWrite(grantee: Grantee): void {
    this.bucket.grantReadWrite(grantee);
  }
}
