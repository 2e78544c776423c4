import type { ComponentName } from "../catalogue/component";
import { componentsOf } from "../catalogue/profiles";
import type { Environment } from "../environment/environment";

/** The components on the cluster of an environment, in the order of the catalogue; empty without a platform. */
export function chosenComponents({
  platform,
  cloud,
}: Pick<Environment, "platform" | "cloud">): readonly ComponentName[] {
  return platform ? componentsOf(platform.profile, cloud.provider, platform.components) : [];
}
