import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { HelmRelease } from "../../src/constructs/kubernetes/helm-release";
import type { Environment, Platform } from "../../src/environment/environment";
import { isOnCloud } from "../../src/environment/target";
import { synthesize } from "../../src/framework/synthesize";
import type { Construct } from "../../src/framework/terraform";
import { AwsPlatform } from "../../src/stacks/aws/platform";
import type { AwsEnvironment } from "../../src/stacks/aws/stack";
import { GooglePlatform } from "../../src/stacks/google/platform";
import type { GoogleEnvironment } from "../../src/stacks/google/stack";
import { KubernetesPlatform } from "../../src/stacks/kubernetes/platform";
import type { PlatformComponents } from "../../src/stacks/platform/platform-components";
import { OWN, resolved } from "../../test/stacks/kubernetes/own-servers";

export interface PlatformVariant {
  readonly name: string;
  readonly platform: PlatformComponents;
}

const VARIANTS: Readonly<Record<string, Partial<Platform>>> = {
  "": { mirror: "", servingMode: "knative" },
  " with a mirror": { mirror: "oci://registry.example.com/mirror", servingMode: "knative" },
  " in mode standard": { mirror: "", servingMode: "standard" },
};

/** The platform of every shipped environment with every component: the public registries, a mirror, and both modes. */
export function everyPlatform(): PlatformVariant[] {
  const shipped = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01").map((environment) => ({
    name: `${environment.cloud.provider}-${environment.name}`,
    environment,
  }));
  const own = { name: "kubernetes-dev with servers of its owner", environment: resolved(OWN, { profile: "full" }) };
  return [...shipped, own].flatMap(({ name, environment }) =>
    Object.entries(VARIANTS).map(([variantName, variant]) => ({
      name: `${name}${variantName}`,
      platform: complete(environment, variant),
    })),
  );
}

/** Every chart of a platform with its component. */
export function releasesOf({
  platform,
}: PlatformVariant): { component: string; chart: string; release: HelmRelease }[] {
  return [...platform.components].flatMap(([component, { releases }]) =>
    releases.map((release) => ({ component, chart: release.chart.name, release })),
  );
}

function complete(environment: Environment, variant: Partial<Platform>): PlatformComponents {
  if (!environment.platform) throw new Error(`${environment.name} has no platform`);
  const platform: Platform = {
    ...environment.platform,
    profile: "full",
    components: { "seldon-core": true },
    ...variant,
  };
  let built: PlatformComponents | undefined;
  synthesize((app) => {
    built = builtOn(app, environment, platform);
  });
  if (!built) throw new Error("nothing was built");
  return built;
}

function builtOn(app: Construct, environment: Environment, platform: Platform): PlatformComponents {
  if (!isOnCloud(environment)) return new KubernetesPlatform(app, { ...environment, platform }).platform;
  if (isAws(environment)) return new AwsPlatform(app, { ...environment, platform }).platform;
  return new GooglePlatform(app, { ...(environment as GoogleEnvironment), platform }).platform;
}

function isAws<Env extends Environment>(environment: Env): environment is Env & AwsEnvironment {
  return environment.cloud.provider === "aws";
}
