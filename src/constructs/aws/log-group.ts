import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";

export interface LogGroupProps {
  readonly name: string;
  /** Key that encrypts the log; its policy has to admit CloudWatch Logs. */
  readonly key: contracts.EncryptionKey;
  /** One of the values CloudWatch accepts, in days. @default 365, what most audits ask for */
  readonly retentionDays?: number;
}

/**
 * A log group that exists before the service that would otherwise create it without an end to its retention, and that
 * would be left behind on destroy.
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
