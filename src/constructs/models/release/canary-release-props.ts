import type { Authorities } from "../workflows/authorities";
import type { CanaryTarget } from "./canary-target";

export interface CanaryReleaseProps {
  /** Image of the jobs, by digest. */
  readonly image: string;
  /** Percentage of the traffic, step by step; the last is 100. */
  readonly steps: readonly number[];
  /** Duration of each step. */
  readonly stepMinutes: number;
  /** Repository with the folder of endpoints, by HTTPS. */
  readonly repository: string;
  /** Branch that defines what runs: Argo CD reads it, and releases commit to it. */
  readonly branch: string;
  /** Folder of the environment's endpoints. */
  readonly folder: string;
  /** Endpoints that versions are released to. */
  readonly endpoints: readonly CanaryTarget[];
  /** How releases reach the branch that Argo CD reads: as commits, or as pull requests to approve. */
  readonly changes: "commit" | "pull-request";
  /** Authorities of the owner's own Git server and registry. @default - those that the image knows */
  readonly authorities?: Authorities;
}
