import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";

export interface DvcRemoteProps {
  readonly bucket: contracts.ObjectStore;
  /** Folder of the remote in the bucket: one that the identities of its users reach. */
  readonly prefix: string;
}

/**
 * A DVC remote: a folder of the datasets bucket, which keeps old versions, and the configuration that a repository
 * checks in. People and pipelines reach it with their own identities; the file holds no key.
 * https://dvc.org/doc/user-guide/data-management/remote-storage
 */
export class DvcRemote extends Construct {
  readonly url: string;
  private readonly bucket: contracts.ObjectStore;

  constructor(scope: Construct, id: string, props: DvcRemoteProps) {
    super(scope, id);
    this.bucket = props.bucket;
    this.url = `${props.bucket.uri}/${props.prefix}`;
  }

  /** Content of `.dvc/config`. */
  get config(): string {
    const region = this.bucket.scheme === "s3" ? [`    region = ${this.bucket.region}`] : [];
    return ["[core]", "    remote = platform", "['remote \"platform\"']", `    url = ${this.url}`, ...region, ""].join(
      "\n",
    );
  }
}
