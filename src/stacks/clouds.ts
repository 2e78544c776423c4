import type { Environment } from "../environment/environment";
import type { Construct, TerraformStack } from "../framework/terraform";
import { AwsBootstrap } from "./aws-bootstrap";
import { AwsFoundation } from "./aws-foundation";
import type { AwsEnvironment } from "./aws-stack";
import { GoogleBootstrap } from "./google-bootstrap";
import { GoogleFoundation } from "./google-foundation";
import type { GoogleEnvironment } from "./google-stack";

/** The stacks of one environment on one cloud, from the ground up. */
type Stacks<Env extends Environment> = readonly (new (scope: Construct, environment: Env) => TerraformStack)[];

/** The one table of clouds. A third one is a folder of constructs and a row here. */
const AWS: Stacks<AwsEnvironment> = [AwsBootstrap, AwsFoundation];
const GOOGLE: Stacks<GoogleEnvironment> = [GoogleBootstrap, GoogleFoundation];

/** Adds every stack of an environment to the app. */
export function addStacks(scope: Construct, environment: Environment): void {
  if (isOn("aws", environment)) addInOrder(AWS.map((Stack) => new Stack(scope, environment)));
  if (isOn("google", environment)) addInOrder(GOOGLE.map((Stack) => new Stack(scope, environment)));
}

/** `cdktf deploy 'aws-dev-*'` goes from the ground up, `cdktf destroy` the other way round. */
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
