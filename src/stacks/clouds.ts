import type { Environment, Platform } from "../environment/environment";
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
import type { ServingEnvironment } from "./models/models";

/** The stacks of one environment on one cloud, in deployment order. */
interface Cloud<Env extends Environment> {
  readonly ground: readonly (new (scope: Construct, environment: Env) => TerraformStack)[];
  readonly platform: new (scope: Construct, environment: Env & { readonly platform: Platform }) => TerraformStack;
  readonly models: new (scope: Construct, environment: Env & ServingEnvironment) => TerraformStack;
}

/** The only table of clouds. A third cloud is a folder of constructs and a row here. */
const AWS: Cloud<AwsEnvironment> = { ground: [AwsBootstrap, AwsFoundation], platform: AwsPlatform, models: AwsModels };
const GOOGLE: Cloud<GoogleEnvironment> = {
  ground: [GoogleBootstrap, GoogleFoundation],
  platform: GooglePlatform,
  models: GoogleModels,
};

/** Adds every stack of an environment to the app. */
export function addStacks(scope: Construct, environment: Environment): void {
  if (isOn("aws", environment)) addCloud(scope, environment, AWS);
  if (isOn("google", environment)) addCloud(scope, environment, GOOGLE);
}

function addCloud<Env extends Environment>(scope: Construct, environment: Env, cloud: Cloud<Env>): void {
  const stacks = cloud.ground.map((Stack) => new Stack(scope, environment));
  if (hasPlatform(environment)) stacks.push(new cloud.platform(scope, environment));
  if (hasModels(environment)) stacks.push(new cloud.models(scope, environment));
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

function isOn<Provider extends Environment["cloud"]["provider"]>(
  provider: Provider,
  environment: Environment,
): environment is Environment & { cloud: Extract<Environment["cloud"], { provider: Provider }> } {
  return environment.cloud.provider === provider;
}
