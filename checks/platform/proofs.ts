/** What is proved of each component: the titles of the tests, by the heading in `docs/reference/proofs.md`. */
export const OF_COMPONENT = {
  "Pods ready": "all its pods are ready, under the Pod Security level of its namespace",
  "No restarts": "no container was restarted in the last five minutes",
  "Memory below limit": "every container has a request and a limit of memory, and uses less",
  "Metrics scraped": "Prometheus scrapes what the monitors in its namespace name",
} as const;

/** What is proved of each web interface. */
export const OF_PAGE = {
  asks: "its page asks everyone without a token to sign on",
  answers: "its page answers with a token of the identity provider, and not with a false one",
  open: "its page answers; it signs users on itself",
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
