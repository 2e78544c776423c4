import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { HelmRelease } from "../../src/constructs/kubernetes/helm-release";
import type { Environment, KubernetesEnvironment, Platform } from "../../src/environment/environment";
import { synthesize } from "../../src/framework/synthesize";
import type { App } from "../../src/framework/terraform";
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

/** The platform of every shipped environment with every component, from the public registries and from a mirror. */
export function everyPlatform(): PlatformVariant[] {
  const shipped = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01").map((environment) => ({
    name: `${environment.cloud.provider}-${environment.name}`,
    environment,
  }));
  const own = { name: "kubernetes-dev with servers of its owner", environment: resolved(OWN) };
  return [...shipped, own].flatMap(({ name, environment }) =>
    ["", "oci://registry.example.com/mirror"].map((mirror) => ({
      name: `${name}${mirror === "" ? "" : " with a mirror"}`,
      platform: complete(environment, mirror),
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

function complete(environment: Environment, mirror: string): PlatformComponents {
  if (!environment.platform) throw new Error(`${environment.name} has no platform`);
  const platform: Platform = {
    ...environment.platform,
    profile: "full",
    components: { "seldon-core": true },
    mirror,
  };
  let built: PlatformComponents | undefined;
  synthesize((app) => {
    built = platformOf(app, { ...environment, platform }).platform;
  });
  if (!built) throw new Error("nothing was built");
  return built;
}

function platformOf(app: App, environment: Environment & { readonly platform: Platform }) {
  switch (environment.cloud.provider) {
    case "aws":
      return new AwsPlatform(app, environment as AwsEnvironment & { platform: Platform });
    case "google":
      return new GooglePlatform(app, environment as GoogleEnvironment & { platform: Platform });
    case "kubernetes":
      return new KubernetesPlatform(app, environment as KubernetesEnvironment & { platform: Platform });
  }
}
