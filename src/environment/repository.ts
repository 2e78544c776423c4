import type { Environment } from "./environment";
import type { Partially } from "./keep-valid";
import type { OwnGit } from "./own-servers";

const GITHUB = "https://github.com";

/** The owner's own Git server. */
export function ownGitOf({ cloud }: Partially<Pick<Environment, "cloud">>): Partially<OwnGit> | undefined {
  return cloud?.provider === "kubernetes" ? cloud.git : undefined;
}

/** URL of the Git server with the environment's repository, without a trailing slash. */
export function gitServerOf(environment: Partially<Pick<Environment, "cloud">>): string {
  return ownGitOf(environment)?.server ?? GITHUB;
}

/** Host of that server, for Git over SSH. */
export function gitHostOf(environment: Partially<Pick<Environment, "cloud">>): string {
  return new URL(gitServerOf(environment)).hostname;
}

/** URL of the environment's repository, for browsers; Git adds `.git`. */
export function repositoryUrlOf(environment: Pick<Environment, "cloud" | "repository">): string {
  return `${gitServerOf(environment)}/${environment.repository}`;
}
