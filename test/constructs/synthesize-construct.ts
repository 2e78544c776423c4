import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { synthesize } from "../../src/framework/synthesize";
import { type Construct, TerraformStack } from "../../src/framework/terraform";

type Body = Readonly<Record<string, unknown>>;

/** The Terraform JSON of a construct. */
export interface Synthesized {
  /** The only resource of a type; throws if there is none or more than one. */
  readonly only: (type: string) => Body;
  /** All resources of a type, in the order of their addresses. */
  readonly all: (type: string) => readonly Body[];
  /** The JSON as text. */
  readonly text: string;
}

export function synthesizeConstruct(build: (scope: Construct) => void): Synthesized {
  const [stack] = synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new AwsProvider(scope, "aws");
    new GoogleProvider(scope, "google");
    new RandomProvider(scope, "random");
    build(scope);
  });
  if (!stack) throw new Error("nothing was synthesized");
  const resources = stack.json.resource as Readonly<Record<string, Readonly<Record<string, Body>>>>;
  const all = (type: string) => Object.values(resources[type] ?? {});
  return {
    all,
    only: (type) => {
      const [first, ...others] = all(type);
      if (!first || others.length > 0) throw new Error(`${all(type).length} of ${type}`);
      return first;
    },
    text: JSON.stringify(stack.json),
  };
}
