import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const budget: Rule = {
  id: "budget",
  title: "Accounts with a cluster have a budget",
  why: "Without a budget, overspending is noticed only on the bill.",
  remedy:
    "Add an aws_budgets_budget or a google_billing_budget with alerts. If it is defined in other code, review both together; for an environment of this toolkit, name it with --env.",
  severity: "medium",
  area: "cost",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  resourceTypes: ["aws_eks_cluster", "google_container_cluster"],
  check: (cluster, { graph }) => {
    const type = cluster.type === "aws_eks_cluster" ? "aws_budgets_budget" : "google_billing_budget";
    return [graph.ofType(type).length > 0 ? PASS : fail(`The reviewed code has no ${type}.`)];
  },
  examples: {
    pass: {
      resource: { aws_eks_cluster: { main: { name: "main" } }, aws_budgets_budget: { main: { limit_amount: "500" } } },
    },
    fail: { resource: { aws_eks_cluster: { main: { name: "main" } } } },
  },
};
