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
