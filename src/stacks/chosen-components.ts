import type { ComponentName } from "../catalogue/component";
import { componentsOf } from "../catalogue/profiles";
import type { Environment } from "../environment/environment";

/** What runs on the cluster of an environment, in the order of the catalogue; nothing, where there is no platform. */
export function chosenComponents({
  platform,
  cloud,
}: Pick<Environment, "platform" | "cloud">): readonly ComponentName[] {
  return platform ? componentsOf(platform.profile, cloud.provider, platform.components) : [];
}

/** The MySQL server is for Kubeflow Pipelines alone. */
export function needsMysql(environment: Pick<Environment, "platform" | "cloud">): boolean {
  return chosenComponents(environment).includes("kubeflow-pipelines");
}
