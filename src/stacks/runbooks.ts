import type { Environment } from "../environment/environment";
import { repositoryUrlOf } from "../environment/repository";

/** Address of the folder of runbooks in the environment's repository, without a trailing slash. */
export function runbooksOf(environment: Pick<Environment, "cloud" | "repository">): string {
  return `${repositoryUrlOf(environment)}/blob/main/docs/runbooks`;
}
