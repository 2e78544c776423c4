import type * as contracts from "../../contracts";
import type { StaticKey } from "./static-key";

export interface GrantOptions {
  /** Only objects below this prefix, without leading or trailing slashes. @default - the whole bucket */
  readonly prefix?: string;
}

/** S3's clients require a region; the object store ignores it. */
export const REGION = "us-east-1";

/** A bucket of the embedded object store. */
export class Bucket implements contracts.ObjectStore {
  readonly scheme = "s3";
  readonly region = REGION;
  readonly requiresKey = true;
  readonly uri: string;

  constructor(
    readonly name: string,
    /** URL of the object store. */
    readonly endpoint: string,
  ) {
    this.uri = `s3://${name}`;
  }

  grantRead(key: StaticKey, options: GrantOptions = {}): void {
    const objects = this.objects(options);
    key.actions.push(`Read:${objects}`, `List:${objects}`);
    // Clients such as KServe first ask whether the bucket exists. Its own name would be permission for every object; a
    // pattern is compared with the whole path, so this one matches the bucket and nothing in it.
    if (options.prefix !== undefined) key.actions.push(`Read:${this.name.slice(0, -1)}?`);
  }

  grantReadWrite(key: StaticKey, options: GrantOptions = {}): void {
    const objects = this.objects(options);
    this.grantRead(key, options);
    key.actions.push(`Write:${objects}`, `Tagging:${objects}`);
  }

  private objects({ prefix }: GrantOptions): string {
    return prefix === undefined ? this.name : `${this.name}/${prefix}/*`;
  }
}
