import { Budget } from "../../../src/constructs/google/budget";
import { synthesizeConstruct } from "../synthesize-construct";

test("a budget alerts on the forecast, at 80 % and at 100 %", () => {
  const { only } = synthesizeConstruct(
    (scope) =>
      new Budget(scope, "budget", {
        name: "acme",
        monthlyUsd: 900,
        alertEmails: ["ml@example.com"],
        billingAccount: "0A1B2C-3D4E5F-607182",
        projectId: "p",
        projectNumber: "123456789012",
      }),
  );
  expect(only("google_billing_budget")).toMatchObject({
    amount: { specified_amount: { currency_code: "USD", units: "900" } },
    budget_filter: { projects: ["projects/123456789012"], calendar_period: "MONTH" },
    threshold_rules: [
      { threshold_percent: 1, spend_basis: "FORECASTED_SPEND" },
      { threshold_percent: 0.8, spend_basis: "CURRENT_SPEND" },
      { threshold_percent: 1, spend_basis: "CURRENT_SPEND" },
    ],
  });
  expect(only("google_monitoring_notification_channel")).toMatchObject({ labels: { email_address: "ml@example.com" } });
});
