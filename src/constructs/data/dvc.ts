import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";

export interface DvcRemoteProps {
  readonly bucket: contracts.ObjectStore;
  /** Folder of the remote in the bucket; its users' identities need access to it. */
  readonly prefix: string;
}

/**
 * A DVC remote: a folder of the datasets bucket, which keeps old versions, and the configuration to commit to a
 * repository. People and pipelines access it with their own identities; the file contains no key.
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

  /** S3 on AWS needs a region, other stores their address. */
  private s3(): string[] {
    const { scheme, region, endpoint } = this.bucket;
    if (scheme !== "s3") return [];
    const own = endpoint.endsWith(".amazonaws.com") ? [] : [`    endpointurl = ${endpoint}`];
    return [`    region = ${region}`, ...own];
  }

  /** Content of `.dvc/config`. */
  get config(): string {
    return [
      "[core]",
      "    remote = platform",
      "['remote \"platform\"']",
      `    url = ${this.url}`,
      ...this.s3(),
      "",
    ].join("\n");
  }
}
