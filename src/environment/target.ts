import type { CloudEnvironment, Environment } from "./environment";
import type { Partially } from "./keep-valid";

/** Whether an environment is on a cloud, and not on a Kubernetes cluster that exists already. */
export function isOnCloud(environment: Environment): environment is CloudEnvironment {
  return environment.cloud.provider !== "kubernetes";
}

/** The same for an environment that was only validated in part; one without a provider counts as one on a cloud. */
export function mayBeOnCloud(environment: Partially<Environment>): environment is Partially<CloudEnvironment> {
  return environment.cloud?.provider !== "kubernetes";
}
