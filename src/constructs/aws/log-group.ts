import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";

export interface LogGroupProps {
  readonly name: string;
  /** Key that encrypts the log; its policy must allow CloudWatch Logs. */
  readonly key: contracts.EncryptionKey;
  /** One of the values that CloudWatch accepts, in days. @default 365, which most audits require */
  readonly retentionDays?: number;
}

/**
 * A log group created before the service that would otherwise create it without a retention limit and leave it behind
 * on destroy.
 */
export class LogGroup extends Construct {
  readonly group: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    this.group = new CloudwatchLogGroup(this, "group", {
      name: props.name,
      retentionInDays: props.retentionDays ?? 365,
      kmsKeyId: props.key.id,
    });
  }

  get arn(): string {
    return this.group.arn;
  }
}
