import type { AlertReceiver, AlertReceivers } from "../../constructs/observability/alert-receivers";
import type { SecretEntry } from "../../contracts";
import type {
  AlertSeverity,
  Alerts,
  Environment,
  AlertReceivers as Named,
  Platform,
} from "../../environment/environment";

const HEARTBEAT = "alert-heartbeat";

/** The receivers of an environment, each with its entry in the secret store; empty if it has none. */
export function alertReceivers(
  { alerts }: Pick<Platform, "alerts">,
  secretEntry: (entry: string) => SecretEntry,
): { readonly receivers?: AlertReceivers } {
  if (!alerts) return {};
  const of = (severity: AlertSeverity) => receiversOf(alerts[severity], (kind) => secretEntry(entryOf(severity, kind)));
  return {
    receivers: {
      critical: of("critical"),
      warning: of("warning"),
      ...(alerts.heartbeat && { heartbeatEntry: secretEntry(HEARTBEAT) }),
    },
  };
}

/** Entries of the secret store that the receivers of an environment read, with descriptions. */
export function alertEntries({ platform }: Pick<Environment, "platform">): Readonly<Record<string, string>> {
  const { alerts } = platform ?? {};
  if (!alerts) return {};
  return {
    ...entriesOf("critical", alerts),
    ...entriesOf("warning", alerts),
    ...(alerts.heartbeat && { [HEARTBEAT]: "URL of the dead man's switch for monitoring" }),
  };
}

type Kind = AlertReceiver["kind"];

function entryOf(severity: AlertSeverity, kind: Kind): string {
  return `alert-${severity}-${kind}`;
}

const CONTENTS: Readonly<Record<Kind, string>> = {
  slack: "URL of the Slack webhook",
  pagerduty: "Integration key of the PagerDuty service",
  opsgenie: "Key of the Opsgenie API integration",
  email: "Password of the mail relay",
  webhook: "URL of the webhook",
};

function entriesOf(severity: AlertSeverity, alerts: Alerts): Record<string, string> {
  const receivers = receiversOf(alerts[severity], (kind) => kind);
  return Object.fromEntries(
    receivers.map(({ kind }) => [entryOf(severity, kind), `${CONTENTS[kind]} for ${severity} alerts`]),
  );
}

function receiversOf(
  { slack, pagerduty, opsgenie, email, webhook }: Named,
  entry: (kind: Kind) => SecretEntry,
): AlertReceiver[] {
  return [
    ...(slack ? [{ kind: "slack" as const, entry: entry("slack") }] : []),
    ...(pagerduty ? [{ kind: "pagerduty" as const, entry: entry("pagerduty"), region: pagerduty }] : []),
    ...(opsgenie ? [{ kind: "opsgenie" as const, entry: entry("opsgenie"), region: opsgenie }] : []),
    ...(email ? [{ kind: "email" as const, entry: entry("email"), ...email }] : []),
    ...(webhook ? [{ kind: "webhook" as const, entry: entry("webhook") }] : []),
  ];
}
