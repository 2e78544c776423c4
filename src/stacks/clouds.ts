import type { CloudEnvironment, Environment, KubernetesEnvironment, Platform } from "../environment/environment";
import { isOnCloud } from "../environment/target";
import type { CloudProvider } from "../facts/provider";
import type { Construct, TerraformStack } from "../framework/terraform";
import { AwsBootstrap } from "./aws/bootstrap";
import { AwsFoundation } from "./aws/foundation";
import { AwsModels } from "./aws/models";
import { AwsPlatform } from "./aws/platform";
import type { AwsEnvironment } from "./aws/stack";
import { GoogleBootstrap } from "./google/bootstrap";
import { GoogleFoundation } from "./google/foundation";
import { GoogleModels } from "./google/models";
import { GooglePlatform } from "./google/platform";
import type { GoogleEnvironment } from "./google/stack";
import { KubernetesFoundation } from "./kubernetes/foundation";
import { KubernetesModels } from "./kubernetes/models";
import { KubernetesPlatform } from "./kubernetes/platform";
import type { ServingEnvironment } from "./models/models";

/** The stacks of an environment, in deployment order. */
interface Target<Env extends Environment> {
  readonly ground: readonly (new (scope: Construct, environment: Env) => TerraformStack)[];
  readonly platform: new (scope: Construct, environment: Env & { readonly platform: Platform }) => TerraformStack;
  readonly models: new (scope: Construct, environment: Env & ServingEnvironment) => TerraformStack;
}

/** The only table of targets. A further cloud is a folder of constructs and a row here. */
const AWS: Target<AwsEnvironment> = { ground: [AwsBootstrap, AwsFoundation], platform: AwsPlatform, models: AwsModels };
const GOOGLE: Target<GoogleEnvironment> = {
  ground: [GoogleBootstrap, GoogleFoundation],
  platform: GooglePlatform,
  models: GoogleModels,
};
const KUBERNETES: Target<KubernetesEnvironment> = {
  ground: [KubernetesFoundation],
  platform: KubernetesPlatform,
  models: KubernetesModels,
};

/** Adds every stack of an environment to the app. */
export function addStacks(scope: Construct, environment: Environment): void {
  if (!isOnCloud(environment)) addTarget(scope, environment, KUBERNETES);
  else if (isOn("aws", environment)) addTarget(scope, environment, AWS);
  else if (isOn("google", environment)) addTarget(scope, environment, GOOGLE);
}

function addTarget<Env extends Environment>(scope: Construct, environment: Env, target: Target<Env>): void {
  const stacks = target.ground.map((Stack) => new Stack(scope, environment));
  if (hasPlatform(environment)) stacks.push(new target.platform(scope, environment));
  if (hasModels(environment)) stacks.push(new target.models(scope, environment));
  addInOrder(stacks);
}

function hasModels<Env extends Environment>(environment: Env): environment is Env & ServingEnvironment {
  return environment.platform !== undefined && environment.models !== undefined;
}

function hasPlatform<Env extends Environment>(environment: Env): environment is Env & { readonly platform: Platform } {
  return environment.platform !== undefined;
}

/** `cdktf deploy 'aws-dev-*'` deploys in this order, `cdktf destroy` in reverse. */
function addInOrder(stacks: readonly TerraformStack[]): void {
  stacks.slice(1).forEach((stack, index) => {
    const below = stacks[index];
    if (below) stack.addDependency(below);
  });
}

function isOn<Provider extends CloudProvider>(
  provider: Provider,
  environment: CloudEnvironment,
): environment is CloudEnvironment & { cloud: Extract<CloudEnvironment["cloud"], { provider: Provider }> } {
  return environment.cloud.provider === provider;
}
