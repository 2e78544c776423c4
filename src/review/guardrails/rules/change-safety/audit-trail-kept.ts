import { checkKept, stepOf } from "../../change";
import { FROM_STAGING, fail } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

/** Types whose recording can be switched off in place. */
const SWITCH: Readonly<Record<string, { readonly path: string; readonly off: boolean }>> = {
  aws_cloudtrail: { path: "enable_logging", off: false },
  aws_guardduty_detector: { path: "enable", off: false },
  aws_config_configuration_recorder_status: { path: "is_enabled", off: false },
  google_logging_project_sink: { path: "disabled", off: true },
  google_logging_organization_sink: { path: "disabled", off: true },
};

export const auditTrailKept: Rule = {
  id: "audit-trail-kept",
  title: "No plan removes or disables audit logs",
  why: "Disabling them is an intruder's first step, and without them an incident can't be investigated.",
  remedy:
    "Revert the change that forces replacement; if it is intended, start the new audit log before removing this one.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  resourceTypes: [
    "aws_cloudtrail",
    "aws_cloudtrail_event_data_store",
    "aws_guardduty_detector",
    "aws_config_configuration_recorder",
    "aws_config_configuration_recorder_status",
    "aws_cloudwatch_log_group",
    "aws_flow_log",
    "google_logging_project_bucket_config",
    "google_logging_project_sink",
    "google_logging_organization_sink",
  ],
  on: "change",
  check: (trail) => {
    const outcomes = checkKept(trail, "Its records are lost, and nothing new is recorded.");
    const control = SWITCH[trail.type];
    const step = control && stepOf(trail, control.path);
    const switchedOff = control && step && step.after === control.off && step.before !== control.off;
    return switchedOff ? [fail("It is switched off.", control.path)] : outcomes;
  },
  examples: {
    pass: planExample({
      type: "aws_cloudwatch_log_group",
      actions: ["update"],
      before: { retention_in_days: 30 },
      after: { retention_in_days: 90 },
    }),
    fail: planExample({
      type: "aws_cloudtrail",
      actions: ["update"],
      before: { enable_logging: true },
      after: { enable_logging: false },
    }),
  },
};
