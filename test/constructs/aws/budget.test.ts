import { Budget } from "../../../src/constructs/aws/budget";
import { synthesizeConstruct } from "../synthesize-construct";

test("a budget alerts on the forecast, at 80 % and at 100 %", () => {
  const { only } = synthesizeConstruct(
    (scope) =>
      new Budget(scope, "budget", {
        name: "acme",
        monthlyUsd: 900,
        alertEmails: ["ml@example.com"],
        tag: { key: "environment", value: "dev" },
      }),
  );
  const { notification, ...budget } = only("aws_budgets_budget");
  expect(budget).toMatchObject({
    limit_amount: "900.00",
    cost_filter: [{ name: "TagKeyValue", values: ["user:environment$dev"] }],
  });
  expect(
    (notification as { notification_type: string; threshold: number }[]).map((n) => [n.notification_type, n.threshold]),
  ).toEqual([
    ["FORECASTED", 100],
    ["ACTUAL", 80],
    ["ACTUAL", 100],
  ]);
});
