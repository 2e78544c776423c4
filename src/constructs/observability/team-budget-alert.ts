import type { Alert } from "./platform-alerts";

/** A team's namespace and its budget. */
export interface TeamBudget {
  readonly namespace: string;
  /** USD/month. */
  readonly monthlyUsd: number;
}

/**
 * Cost of the resources allocated to the pods of each namespace, at the prices of their nodes, in USD per hour. Metrics
 * of OpenCost.
 */
const HOURLY = [
  "sum by (namespace) (container_cpu_allocation * on (node) group_left () node_cpu_hourly_cost)",
  "sum by (namespace) (container_memory_allocation_bytes / 1024 / 1024 / 1024 * on (node) group_left () node_ram_hourly_cost)",
  // Namespaces without a GPU have no such metric, and a sum with a missing operand is empty.
  "(sum by (namespace) (container_gpu_allocation * on (node) group_left () node_gpu_hourly_cost) or 0 * sum by (namespace) (container_cpu_allocation))",
].join(" + ");

/**
 * Alerts on teams that would exceed their monthly budget (730 hours) at the rate of the last day; none without a
 * budget.
 */
export function teamBudgetAlerts(budgets: readonly TeamBudget[]): readonly Alert[] {
  if (budgets.length === 0) return [];
  const limits = budgets.map(
    ({ namespace, monthlyUsd }) => `label_replace(vector(${monthlyUsd}), "namespace", "${namespace}", "", "")`,
  );
  return [
    {
      name: "TeamBudgetExceeded",
      of: "opencost",
      expression: `730 * (${HOURLY}) > on (namespace) (${limits.join(" or ")})`,
      for: "1d",
      severity: "warning",
      summary: 'At the rate of the last day, {{ $labels.namespace }} costs {{ $value | printf "%.0f" }} USD per month.',
      reads: "node_cpu_hourly_cost",
    },
  ];
}
