import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const budgetAlerts: Rule = {
  id: "budget-alerts",
  title: "Budgets send alerts",
  why: "A budget without alerts goes unnoticed.",
  remedy: "Add a notification with subscribers (AWS) or threshold_rules (Google Cloud).",
  severity: "medium",
  area: "cost",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html",
  resourceTypes: ["aws_budgets_budget", "google_billing_budget"],
  check: (budget, { graph }) => {
    const path = budget.type === "aws_budgets_budget" ? "notification" : "threshold_rules";
    return [graph.blocks(budget, path).length > 0 ? PASS : fail("It sends no alerts.", path)];
  },
  examples: {
    pass: {
      resource: {
        aws_budgets_budget: {
          main: {
            limit_amount: "500",
            notification: [{ threshold: 80, subscriber_email_addresses: ["ml@example.com"] }],
          },
        },
      },
    },
    fail: { resource: { aws_budgets_budget: { main: { limit_amount: "500" } } } },
  },
};
