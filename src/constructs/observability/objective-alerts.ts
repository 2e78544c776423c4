import { type ModelAlert, type ModelRulesProps, recorded } from "./model-alert";

/**
 * Alerts on the service level objectives. The error budget is watched in a long and a short window together: the long
 * one shows that it matters, the short one that it is still happening. https://sre.google/workbook/alerting-on-slos/
 */
export function objectiveAlerts(props: ModelRulesProps): ModelAlert[] {
  const { name, objective, signals, scalesToZero } = props;
  const slow = (window: string) =>
    `${recorded(props, `model:latency_p99_seconds:rate${window}`, "all")} > ${objective.latencyP99Seconds}`;
  return [
    ...(signals.failures ? budgetAlerts(props) : []),
    {
      name: "ModelSlow",
      expression: `${slow("5m")} and ${slow("1h")}`,
      for: "5m",
      severity: "critical",
      summary: `The p99 latency of ${name} is above ${objective.latencyP99Seconds} s.`,
    },
    ...(scalesToZero ? [] : [metricsMissing(props)]),
  ];
}

function metricsMissing(props: ModelRulesProps): ModelAlert {
  return {
    name: "ModelMetricsMissing",
    expression: `absent(${recorded(props, "model:requests:rate5m", "all")})`,
    for: "15m",
    severity: "warning",
    summary: `No request metrics for ${props.name}: it has received no traffic, or Prometheus cannot scrape it.`,
  };
}

/** Multiples of the sustainable burn rate for a 30-day budget, from the table of the chapter. */
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
      summary: `${name} fails so many requests that the monthly error budget will be used up within days.`,
    },
    {
      name: "ModelErrorBudgetBurnsSlowly",
      expression: SLOW.map(burns).join(" or "),
      for: "1h",
      severity: "warning",
      summary: `${name} fails more requests than its objective allows in the long run.`,
    },
  ];
}
