/** How much an alert matters: `critical` wakes someone, `warning` is read in working hours. */
export type AlertSeverity = "critical" | "warning";

/** Where the alerts of an environment reach people, by severity. */
export interface Alerts extends Readonly<Record<AlertSeverity, AlertReceivers>> {
  /**
   * Sends a heartbeat to a dead man's switch outside the cluster, which alerts when the heartbeat stops. The entry
   * `alert-heartbeat` of the secret store holds its URL. Mandatory in tier `prod`.
   * @default false
   */
  readonly heartbeat?: boolean;
}

/**
 * Receivers of one severity: at least one, and every one of them is notified. What is secret about a receiver is the
 * entry `alert-<severity>-<receiver>` of the secret store, e.g. `alert-critical-pagerduty`.
 */
export interface AlertReceivers {
  /** An incoming webhook of Slack, which belongs to one channel. The entry holds its URL. */
  readonly slack?: boolean;
  /** Region of the PagerDuty account. The entry holds the integration key of a service (Events API v2). */
  readonly pagerduty?: "us" | "eu";
  /** Region of the Opsgenie account. The entry holds the key of an API integration. */
  readonly opsgenie?: "us" | "eu";
  /** Mail through a relay with STARTTLS. The entry holds the password. */
  readonly email?: {
    readonly to: readonly string[];
    readonly from: string;
    /** Host and port of the relay, e.g. `smtp.example.com:587`. */
    readonly smarthost: string;
    readonly username: string;
  };
  /** Any other receiver of Alertmanager's webhook payload. The entry holds its URL. */
  readonly webhook?: boolean;
}
