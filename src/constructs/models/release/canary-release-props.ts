import type { CanaryTarget } from "./canary-target";

export interface CanaryReleaseProps {
  /** Image of the jobs, by digest. */
  readonly image: string;
  /** Per cent of the traffic, step by step; the last is 100. */
  readonly steps: readonly number[];
  /** How long each step is watched. */
  readonly stepMinutes: number;
  /** Repository with the folder of endpoints, by HTTPS. */
  readonly repository: string;
  /** Branch that says what runs: Argo CD reads it, and releases commit to it. */
  readonly branch: string;
  /** Folder of the environment's endpoints. */
  readonly folder: string;
  /** Endpoints that versions are released to. */
  readonly endpoints: readonly CanaryTarget[];
  /** How releases reach the branch that Argo CD reads: as commits, or as pull requests that somebody approves. */
  readonly changes: "commit" | "pull-request";
}
