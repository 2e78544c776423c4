import { type Profile, runsOn } from "../src/catalogue/profiles";
import type { Environment } from "../src/environment/environment";

/** An environment in another profile; `lite` has neither Knative nor the components that deliver models. */
export function inProfile(profile: Profile, { models, ...environment }: Environment): Environment {
  const { platform } = environment;
  if (!platform) throw new Error(`${environment.name} has no platform`);
  const components = {
    ...platform.components,
    "gateway-api-crds": runsOn("gateway-api-crds", environment.cloud.provider),
  };
  return profile === "lite"
    ? { ...environment, platform: { ...platform, profile, servingMode: "standard", components } }
    : { ...environment, ...(models && { models }), platform: { ...platform, profile } };
}
