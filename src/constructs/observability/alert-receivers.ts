import type { SecretEntry } from "../../contracts";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { CLOUD_SECRETS } from "../kubernetes/names";

/** `critical` pages someone, `warning` is read in working hours. */
export type Severity = "critical" | "warning";

/** A way to reach people. `entry` of the secret store holds its secret value. */
export type AlertReceiver = { readonly entry: SecretEntry } & (
  | { readonly kind: "slack" | "webhook" }
  | { readonly kind: "pagerduty" | "opsgenie"; readonly region: "us" | "eu" }
  | {
      readonly kind: "email";
      readonly to: readonly string[];
      readonly from: string;
      /** Host and port. */
      readonly smarthost: string;
      readonly username: string;
    }
);

export interface AlertReceivers extends Readonly<Record<Severity, readonly AlertReceiver[]>> {
  /** Entry of the secret store with the URL of a dead man's switch. @default - no heartbeat */
  readonly heartbeatEntry?: SecretEntry;
}

/** Where Alertmanager finds one file for each receiver. */
export const RECEIVER_FILES = "/etc/alertmanager/receivers";

const HEARTBEAT_KEY = "heartbeat";

const VOLUME = "receivers";

/** Secret name and file name of each receiver → its entry of the secret store. */
function entriesOf({ heartbeatEntry, ...receivers }: AlertReceivers): [string, SecretEntry][] {
  const people = (["critical", "warning"] as const).flatMap((severity) =>
    receivers[severity].map(({ kind, entry }): [string, SecretEntry] => [keyOf(severity, kind), entry]),
  );
  return heartbeatEntry === undefined ? people : [...people, [HEARTBEAT_KEY, heartbeatEntry]];
}

const secretName = (key: string) => `alert-${key}`;

/**
 * The secret value of every receiver, read from the cloud's secret store: none is in a Helm value. Each is a separate
 * secret, because External Secrets creates none if a single entry has no value.
 */
export function receiverSecrets(receivers: AlertReceivers, namespace: string): Manifest[] {
  return entriesOf(receivers).map(([key, entry]) =>
    externalSecret({ name: secretName(key), namespace, store: CLOUD_SECRETS, data: { [key]: { entry } } }),
  );
}

/**
 * Volume and mount of Alertmanager with the secrets that exist: it starts without the others, and their files appear in
 * the running pod. https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export function receiverFiles(receivers: AlertReceivers): {
  readonly volumes: JsonObject[];
  volumeMounts: JsonObject[];
} {
  const sources = entriesOf(receivers).map(([key]) => ({ secret: { name: secretName(key), optional: true } }));
  return {
    volumes: [{ name: VOLUME, projected: { sources } }],
    volumeMounts: [{ name: VOLUME, mountPath: RECEIVER_FILES, readOnly: true }],
  };
}

/**
 * A receiver of Alertmanager's configuration that notifies all receivers of a severity. Every secret is read from a file.
 * https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings
 */
export function receiverBlock(severity: Severity, receivers: readonly AlertReceiver[]): JsonObject {
  const blocks = receivers.map((receiver) =>
    integration(receiver, severity, `${RECEIVER_FILES}/${keyOf(severity, receiver.kind)}`),
  );
  return Object.assign({ name: severity }, ...blocks);
}

/** A receiver that calls a dead man's switch. */
export function heartbeatBlock(name: string): JsonObject {
  return { name, webhook_configs: [{ url_file: `${RECEIVER_FILES}/${HEARTBEAT_KEY}`, send_resolved: false }] };
}

function keyOf(severity: Severity, kind: AlertReceiver["kind"]): string {
  return `${severity}-${kind}`;
}

/** https://support.pagerduty.com/main/docs/service-regions */
const PAGERDUTY = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
} as const;

/** https://docs.opsgenie.com/docs/european-service-region */
const OPSGENIE = { us: "https://api.opsgenie.com/", eu: "https://api.eu.opsgenie.com/" } as const;

/** What a notification shows first: the alert and its environment. */
const TITLE = "{{ .CommonLabels.alertname }} in {{ .CommonLabels.environment }}";

/** Alerts of the chart have a description as well, or instead of a summary. */
const TEXT =
  "{{ range .Alerts }}{{ or .Annotations.summary .Annotations.description }}{{ with .Annotations.runbook_url }} <{{ . }}|Runbook>{{ end }}\n{{ end }}";

const DETAILS = { runbook: "{{ .CommonAnnotations.runbook_url }}", summary: "{{ .CommonAnnotations.summary }}" };

function integration(receiver: AlertReceiver, severity: Severity, file: string): JsonObject {
  switch (receiver.kind) {
    case "slack":
      return {
        slack_configs: [
          { api_url_file: file, send_resolved: true, title: `{{ .Status | toUpper }}: ${TITLE}`, text: TEXT },
        ],
      };
    case "webhook":
      return { webhook_configs: [{ url_file: file, send_resolved: true }] };
    case "pagerduty":
      return {
        pagerduty_configs: [
          {
            routing_key_file: file,
            url: PAGERDUTY[receiver.region],
            send_resolved: true,
            severity,
            description: TITLE,
            details: DETAILS,
          },
        ],
      };
    case "opsgenie":
      return {
        opsgenie_configs: [
          {
            api_key_file: file,
            api_url: OPSGENIE[receiver.region],
            send_resolved: true,
            message: TITLE,
            priority: severity === "critical" ? "P1" : "P3",
            details: DETAILS,
          },
        ],
      };
    case "email":
      return {
        email_configs: [
          {
            to: receiver.to.join(", "),
            from: receiver.from,
            smarthost: receiver.smarthost,
            auth_username: receiver.username,
            auth_password_file: file,
            require_tls: true,
            send_resolved: true,
          },
        ],
      };
  }
}
