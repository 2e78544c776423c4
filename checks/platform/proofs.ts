import type { ComponentName } from "../../src/catalogue/component";

/** What is proved of each component: the titles of the tests, by the heading in `docs/reference/proofs.md`. */
export const OF_COMPONENT = {
  "Pods ready": "all its pods are ready, under the Pod Security level of its namespace",
  "No restarts": "no container was restarted in the last five minutes",
  "Memory below limit": "every container has a request and a limit of memory, and uses less",
  "Metrics scraped": "Prometheus scrapes what the monitors in its namespace name",
  "Alert when stopped": "an alert fires when it is stopped, and has a receiver",
} as const;

/** Why a component is not stopped, for the heading `Alert when stopped`. */
export const NOT_STOPPED: Readonly<Partial<Record<ComponentName, string>>> = {
  "kube-prometheus-stack": "not stopped: it sends the alerts",
  databases: "only jobs",
  "nvidia-device-plugin": "only a DaemonSet",
};

/** What is proved of each web interface. */
export const OF_PAGE = {
  asks: "its page asks everyone without a token to sign on",
  answers: "its page answers with a token of the identity provider, and not with a false one",
  open: "its page answers; it signs users on itself",
  signsOn: "a person who signs on with the embedded identity provider gets its page",
} as const;

/** A test of a platform that ran, as `docs/reference/proofs.json` records it. */
export interface Proof {
  /** Component, or `platform`. */
  readonly of: string;
  readonly title: string;
  readonly passed: boolean;
  /** Day of the run. */
  readonly date: string;
}

/** The proofs of one environment. */
export interface Proofs {
  /** Version of the cluster's API server. */
  readonly kubernetes: string;
  /** What was different from a usual installation. */
  readonly conditions: readonly string[];
  readonly proofs: readonly Proof[];
}
