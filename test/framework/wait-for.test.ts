import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { synthesize } from "../../src/framework/synthesize";
import { Construct, TerraformStack } from "../../src/framework/terraform";
import { waitFor } from "../../src/framework/wait-for";
import { resourcesOf } from "../../src/testing";

/** Two keys in a group, and a third one outside it. */
function dependencies(order: (group: Construct, alone: KmsKey) => void): Record<string, unknown> {
  const [stack] = synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new AwsProvider(scope, "aws");
    const group = new Construct(scope, "group");
    for (const id of ["a", "b"]) new KmsKey(group, id).overrideLogicalId(id);
    const alone = new KmsKey(scope, "alone");
    alone.overrideLogicalId("alone");
    order(group, alone);
  });
  if (!stack) throw new Error("nothing was synthesized");
  return Object.fromEntries(
    Object.entries(resourcesOf(stack, "aws_kms_key")).map(([name, body]) => [name, body.depends_on]),
  );
}

test("a resource waits for every resource of a group, with static references as Terraform requires", () => {
  expect(dependencies((group, alone) => waitFor(alone, group))).toEqual({
    a: undefined,
    b: undefined,
    alone: ["aws_kms_key.a", "aws_kms_key.b"],
  });
});

test("every resource of a group waits for a resource", () => {
  expect(dependencies((group, alone) => waitFor(group, alone))).toEqual({
    a: ["aws_kms_key.alone"],
    b: ["aws_kms_key.alone"],
    alone: undefined,
  });
});

test("nothing waits for itself or for existing resources", () => {
  const none = dependencies((_, alone) => waitFor(alone, alone, { name: "from-attributes" }));
  expect(none.alone ?? []).toEqual([]);
});
