import { componentsOf } from "../../catalogue/profiles";
import type { Fault } from "../../problems/fault";
import { ANY_RECEIVER } from "../alerts-schema";
import type { AlertReceivers, AlertSeverity, Environment } from "../environment";
import type { Partially } from "../keep-valid";

type Checked = Partially<Environment>;

const SEVERITIES: readonly AlertSeverity[] = ["critical", "warning"];

/** Finds alerts that reach no one: missing receivers or heartbeat in production, severities without a receiver. */
export function checkAlerts(environment: Checked): Fault[] {
  const monitored = isMonitored(environment);
  if (monitored === undefined) return [];
  if (!monitored) return withoutMonitoring(environment);
  return [...withoutReceivers(environment), ...emptySeverities(environment), ...withoutHeartbeat(environment)];
}

/** `undefined` if the file does not determine which components run. */
function isMonitored({ platform, cloud }: Checked): boolean | undefined {
  if (!platform?.profile || !cloud?.provider) return undefined;
  const switches = platform.components as Parameters<typeof componentsOf>[2];
  return componentsOf(platform.profile, cloud.provider, switches ?? {}).includes("kube-prometheus-stack");
}

function withoutMonitoring({ tier, platform }: Checked): Fault[] {
  if (tier === "prod") {
    return [
      {
        path: "platform.components.kube-prometheus-stack",
        found: "false",
        expected: "true in tier prod: without it alerts are neither evaluated nor sent",
        remedy: "Remove the setting and set receivers in platform.alerts.",
      },
    ];
  }
  if (!platform?.alerts) return [];
  return [
    {
      path: "platform.alerts",
      found: "receivers, without the component kube-prometheus-stack",
      expected: "the component kube-prometheus-stack, which sends the alerts",
      remedy: 'Enable it with platform.components { "kube-prometheus-stack": true }, or remove platform.alerts.',
    },
  ];
}

function withoutReceivers({ tier, platform }: Checked): Fault[] {
  // An invalid block is reported by the schema.
  if (tier !== "prod" || !platform || "alerts" in platform) return [];
  return [
    {
      path: "platform.alerts",
      found: "nothing",
      expected: "receivers for critical and warning alerts, and a heartbeat: mandatory in tier prod",
      remedy:
        'Add them, e.g. platform.alerts { critical: { pagerduty: "us" }, warning: { slack: true }, heartbeat: true }. Put keys and URLs into the secret store.',
    },
  ];
}

function emptySeverities({ platform }: Checked): Fault[] {
  const { alerts } = platform ?? {};
  if (!alerts) return [];
  return SEVERITIES.filter((severity) => {
    const receivers = alerts[severity];
    return receivers !== undefined && !hasReceiver(receivers);
  }).map((severity) => ({
    path: `platform.alerts.${severity}`,
    found: "no receiver",
    expected: ANY_RECEIVER,
    remedy: `Add one, e.g. platform.alerts.${severity} { slack: true }.`,
  }));
}

function hasReceiver(receivers: Partially<AlertReceivers>): boolean {
  // An invalid receiver is undefined here: the schema reports it.
  return Object.values(receivers).some((receiver) => receiver !== false);
}

function withoutHeartbeat({ tier, platform }: Checked): Fault[] {
  if (tier !== "prod" || !platform?.alerts) return [];
  const { heartbeat = "heartbeat" in platform.alerts ? true : "nothing" } = platform.alerts;
  if (heartbeat === true) return [];
  return [
    {
      path: "platform.alerts.heartbeat",
      found: String(heartbeat),
      expected: "true: in tier prod a dead man's switch outside the cluster alerts when monitoring itself is down",
      remedy: "Set platform.alerts.heartbeat: true and put the URL of the switch into the secret alert-heartbeat.",
    },
  ];
}
