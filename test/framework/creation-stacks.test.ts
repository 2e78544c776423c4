import { withoutCreationStacks } from "../../src/framework/creation-stacks";

test("the callback runs once, and its result is returned", () => {
  let runs = 0;
  expect(withoutCreationStacks(() => ++runs)).toBe(1);
});

test("an error still has its stack trace", () => {
  const failing = () => {
    throw new Error("broken");
  };
  let stack = "";
  try {
    withoutCreationStacks(failing);
  } catch (error) {
    stack = error instanceof Error ? (error.stack ?? "") : "";
  }
  expect(stack).toMatch(/at failing .*creation-stacks\.test\.ts/);
});

test("stack traces are restored afterwards", () => {
  const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  withoutCreationStacks(() => {
    Error.stackTraceLimit = 1000;
  });
  expect(Object.getOwnPropertyDescriptor(Error, "stackTraceLimit")).toEqual(before);
});
