import { type ModelAlert, type ModelRulesProps, recorded } from "./model-alert";

/**
 * Alerts about what callers may count on. The budget of errors is watched in a long and a short window together: the long
 * one says that it matters, the short one that it still goes on. https://sre.google/workbook/alerting-on-slos/
 */
export function objectiveAlerts(props: ModelRulesProps): ModelAlert[] {
  const { name, objective, signals } = props;
  const slow = (window: string) =>
    `${recorded(props, `model:latency_p99_seconds:rate${window}`, "all")} > ${objective.latencyP99Seconds}`;
  return [
    ...(signals.failures ? budgetAlerts(props) : []),
    {
      name: "ModelSlow",
      expression: `${slow("5m")} and ${slow("1h")}`,
      for: "5m",
      severity: "critical",
      summary: `${name} answers one request in a hundred later than after ${objective.latencyP99Seconds} s.`,
    },
    {
      name: "ModelMetricsMissing",
      expression: `absent(${recorded(props, "model:requests:rate5m", "all")})`,
      for: "15m",
      severity: "warning",
      summary: `Nobody counts the requests of ${name}: it has never been asked, or Prometheus doesn't reach it.`,
    },
  ];
}

/** Times the sustainable rate at which the budget of 30 days is used up, from the table of the chapter. */
const FAST = [
  { factor: 14.4, long: "1h", short: "5m" },
  { factor: 6, long: "6h", short: "30m" },
] as const;

const SLOW = [
  { factor: 3, long: "1d", short: "2h" },
  { factor: 1, long: "3d", short: "6h" },
] as const;

function budgetAlerts(props: ModelRulesProps): ModelAlert[] {
  const { name, objective } = props;
  const budget = Number((1 - objective.availability).toFixed(6));
  const burns = ({ factor, long, short }: (typeof FAST | typeof SLOW)[number]) => {
    const above = (window: string) =>
      `${recorded(props, `model:error_ratio:rate${window}`, "all")} > ${Number((factor * budget).toFixed(6))}`;
    return `(${above(long)} and ${above(short)})`;
  };
  return [
    {
      name: "ModelErrorBudgetBurnsFast",
      expression: FAST.map(burns).join(" or "),
      for: "2m",
      severity: "critical",
      summary: `Requests to ${name} fail so often that the errors of a month are used up within days.`,
    },
    {
      name: "ModelErrorBudgetBurnsSlowly",
      expression: SLOW.map(burns).join(" or "),
      for: "1h",
      severity: "warning",
      summary: `Requests to ${name} fail more often than its objective allows in the long run.`,
    },
  ];
}
