import { type ModelAlert, type ModelRulesProps, recorded } from "./model-alert";

/** A challenger has to be this much worse than the champion: problems of both are not its fault. */
const WORSE = { latency: 1.2, errors: 2, drift: 1.2 } as const;

/** Flapping around the limit is a single alert, and a single rollback. */
const KEEP = "15m";

/**
 * Alerts that roll back a challenger, each on three conditions: over the limit, worse than the champion, and enough
 * requests. Missing metrics never cause a rollback, only an alert.
 */
export function canaryAlerts(props: ModelRulesProps): ModelAlert[] {
  const { name, objective, signals, driftHours } = props;
  const worse = (series: string, limit: number, factor: number) => {
    const challenger = recorded(props, series, "challenger");
    const champion = recorded(props, series, "champion");
    const guilty = [
      `${challenger} > ${limit}`,
      `${challenger} > on (endpoint, namespace) ${factor} * ${champion}`,
      enough(props),
    ].join(" and on (endpoint, namespace) ");
    // To the power of 0 it is 1: it adds a label without changing the value.
    return signals.challenger === undefined
      ? guilty
      : `(${guilty}) * on () group_left (revision) (${signals.challenger} ^ 0)`;
  };
  const rollback = { severity: "critical", action: "rollback", keepFiringFor: KEEP } as const;
  return [
    {
      ...rollback,
      name: "CanarySlow",
      expression: worse("model:latency_p99_seconds:rate5m", objective.latencyP99Seconds, WORSE.latency),
      for: "2m",
      summary: `The new version of ${name} has a p99 latency above ${objective.latencyP99Seconds} s and is slower than the champion.`,
    },
    ...(signals.failures
      ? [
          {
            ...rollback,
            name: "CanaryFailing",
            expression: worse("model:error_ratio:rate5m", objective.errorRate, WORSE.errors),
            for: "1m",
            summary: `The new version of ${name} fails more than ${percent(objective.errorRate)} of its requests, at least twice as often as the champion.`,
          },
        ]
      : []),
    ...(driftHours !== undefined
      ? [
          {
            ...rollback,
            name: "CanaryDrifting",
            expression: worse("model:prediction_drift:last", objective.driftScore, WORSE.drift),
            for: "1m",
            summary: `The predictions of the new version of ${name} differ from those in training, while the champion's do not.`,
          },
        ]
      : []),
    ...undecided(props),
  ];
}

/** Minimum number of requests in five minutes: the minimum of a step, scaled down. */
function enough(props: ModelRulesProps): string {
  const { minimumRequests, stepMinutes } = props.canary;
  const perSecond = Number((minimumRequests / (stepMinutes * 60)).toFixed(6));
  return `${recorded(props, "model:requests:rate5m", "challenger")} >= ${perSecond}`;
}

function undecided(props: ModelRulesProps): ModelAlert[] {
  const { name, signals, canary } = props;
  const requests = (role: "champion" | "challenger") => `count(${recorded(props, "model:requests:rate5m", role)}) > 0`;
  const uncounted = `(max(${signals.canary}) unless (${requests("challenger")} and ${requests("champion")}))`;
  // Without the series that identifies the new version, canaries go unnoticed.
  const unseen = `(max(model_release_running{endpoint="${name}"}) unless ${signals.roles})`;
  return [
    {
      name: "CanaryInconclusive",
      expression: `max(model_canary_verdict{endpoint="${name}", verdict="inconclusive"}) == 1`,
      for: "1m",
      severity: "warning",
      summary: `A canary step of the new version of ${name} cannot be judged. The release waits for a manual decision.`,
    },
    {
      name: "CanaryUnwatched",
      expression: signals.roles === undefined ? uncounted : `${uncounted} or ${unseen}`,
      for: "10m",
      severity: "warning",
      summary: `A new version of ${name} receives traffic without metrics to judge it by. It is neither promoted nor rolled back.`,
    },
    {
      name: "CanaryStarved",
      expression: `max(${signals.canary}) and on () (${recorded(props, "model:requests:increase_step", "challenger")} < ${canary.minimumRequests})`,
      for: `${canary.stepMinutes * 2}m`,
      severity: "warning",
      summary: `The new version of ${name} receives fewer than ${canary.minimumRequests} requests in ${canary.stepMinutes} minutes: too few to judge it.`,
    },
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
