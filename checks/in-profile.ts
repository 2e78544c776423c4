import { type Profile, runsOn } from "../src/catalogue/profiles";
import type { Environment } from "../src/environment/environment";
import { isOnCloud } from "../src/environment/target";
import { STANDARD_WITH_MODEL } from "../test/stacks/kubernetes/with-models";

/**
 * An environment in another profile; `lite` has neither Knative nor the components that deliver models. The shipped
 * environment on an existing cluster has no models: it gets one.
 */
export function inProfile(profile: Profile, { models: own, ...environment }: Environment): Environment {
  const models = own ?? (isOnCloud(environment) ? undefined : STANDARD_WITH_MODEL.models);
  const { platform } = environment;
  if (!platform) throw new Error(`${environment.name} has no platform`);
  const standard = profile === "lite";
  const components = {
    ...platform.components,
    "gateway-api-crds": standard && runsOn("gateway-api-crds", environment.cloud.provider),
  };
  return standard
    ? { ...environment, platform: { ...platform, profile, servingMode: "standard", components } }
    : {
        ...environment,
        ...(models && { models }),
        platform: { ...platform, profile, servingMode: "knative", components },
      };
}
