import type { Alert } from "./platform-alerts";

/** A team's namespace and what it may cost. */
export interface TeamBudget {
  readonly namespace: string;
  /** USD/month. */
  readonly monthlyUsd: number;
}

/** What the pods of each namespace are given, at the prices of their nodes, in USD an hour. Metrics of OpenCost. */
const HOURLY = [
  "sum by (namespace) (container_cpu_allocation * on (node) group_left () node_cpu_hourly_cost)",
  "sum by (namespace) (container_memory_allocation_bytes / 1024 / 1024 / 1024 * on (node) group_left () node_ram_hourly_cost)",
  // Namespaces without a GPU have no such metric, and a sum with nothing is nothing.
  "(sum by (namespace) (container_gpu_allocation * on (node) group_left () node_gpu_hourly_cost) or 0 * sum by (namespace) (container_cpu_allocation))",
].join(" + ");

/** Alerts on teams that would spend more in a month of 730 hours than their budgets, at the pace of the last day; none without a budget. */
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
      summary: 'At the pace of the last day, {{ $labels.namespace }} costs {{ $value | printf "%.0f" }} USD a month.',
      reads: "node_cpu_hourly_cost",
    },
  ];
}
