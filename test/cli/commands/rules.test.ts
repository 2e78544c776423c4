import { RULES } from "../../../src/review";
import { runCli } from "../run-cli";

test("mlops rules lists every rule in each format", () => {
  expect(runCli("rules").output).toContain(`${RULES.length} rules`);
  expect(runCli("rules", "--format", "markdown").output).toContain("| [s3-own-key](s3-own-key.md) |");
  const { rules } = JSON.parse(runCli("rules", "--format", "json").output);
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
  expect(rules[0]).not.toHaveProperty("check");
});

test("mlops rules lists the rules of one area", () => {
  const { rules } = JSON.parse(runCli("rules", "--area", "cost", "--format", "json").output);
  expect(new Set(rules.map(({ area }: { area: string }) => area))).toEqual(new Set(["cost"]));
});
