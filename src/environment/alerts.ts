/** Severity of an alert: `critical` pages someone, `warning` is handled in working hours. */
export type AlertSeverity = "critical" | "warning";

/** Receivers of an environment's alerts, by severity. */
export interface Alerts extends Readonly<Record<AlertSeverity, AlertReceivers>> {
  /**
   * Sends a heartbeat to a dead man's switch outside the cluster, which alerts when the heartbeat stops. The entry
   * `alert-heartbeat` of the secret store holds its URL. Mandatory in tier `prod`.
   * @default false
   */
  readonly heartbeat?: boolean;
}

/**
 * Receivers of one severity: at least one, and all of them are notified. The secret of a receiver is the entry
 * `alert-<severity>-<receiver>` of the secret store, e.g. `alert-critical-pagerduty`.
 */
export interface AlertReceivers {
  /** A Slack incoming webhook, which posts to one channel. The entry holds its URL. */
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
