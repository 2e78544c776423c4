import { parseStackId, stackId } from "../../src/stacks/stack-id";
import { shipped } from "./shipped";

const environment = shipped("aws", "prod", { name: "eu-models" });

test.each(["bootstrap", "foundation", "platform", "models"] as const)(
  "the id of the stack %s has its parts",
  (stack) => {
    const id = stackId(environment, stack);
    expect(id).toBe(`aws-eu-models-${stack}`);
    expect(parseStackId(id)).toEqual({ environmentId: "aws-eu-models", stack });
  },
);

test.each(["platform", "aws-prod-network", "aws-prod-platform-2", ""])("%j is not the id of a stack", (name) => {
  expect(parseStackId(name)).toBeUndefined();
});
