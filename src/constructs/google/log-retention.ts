import { LoggingProjectBucketConfig } from "@cdktf/provider-google/lib/logging-project-bucket-config";
import { Construct } from "../../framework/terraform";

export interface LogRetentionProps {
  readonly projectId: string;
  /** In days; Google charges for retention beyond 30. @default 365 */
  readonly retentionDays?: number;
}

/** How long the project's default log bucket keeps control-plane, flow and database logs. */
export class LogRetention extends Construct {
  readonly bucketConfig: LoggingProjectBucketConfig;

  constructor(scope: Construct, id: string, props: LogRetentionProps) {
    super(scope, id);
    this.bucketConfig = new LoggingProjectBucketConfig(this, "default-bucket", {
      project: props.projectId,
      location: "global",
      bucketId: "_Default",
      retentionDays: props.retentionDays ?? 365,
    });
  }
}
