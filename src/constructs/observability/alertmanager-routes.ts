import type { JsonObject } from "../kubernetes/json";
import { type AlertReceivers, heartbeatBlock, receiverBlock, type Severity } from "./alert-receivers";
import { ACTION_LABEL } from "./model-alert";
import { COMPONENT_UNAVAILABLE } from "./workload-alerts";

/** Automatic actions of the platform on an alert. */
export type Action = "rollback" | "retrain";

/**
 * How long the same alert is not sent to its action again. A rollback without effect is retried after four hours; the
 * job that starts a training decides whether one is due.
 */
const ACTION_REPEAT: Readonly<Record<Action, string>> = { rollback: "4h", retrain: "24h" };

const ACTIONS = Object.keys(ACTION_REPEAT) as Action[];

/** How long people are not notified again of the same firing alert. */
const REPEAT: Readonly<Record<Severity, string>> = { critical: "4h", warning: "24h" };

/** Alerts that a workload has no available replica. */
const UNAVAILABLE = [COMPONENT_UNAVAILABLE, "TrackingUnavailable", "PipelinesUnavailable"];

/** Alerts of kube-prometheus-stack that a workload has too few replicas. */
const TOO_FEW = ["KubeDeploymentReplicasMismatch", "KubeDeploymentRolloutStuck", "KubeStatefulSetReplicasMismatch"];

const NO_ONE = "null";
const HEARTBEAT = "heartbeat";

export interface AlertmanagerRoutesProps {
  /** Address that receives events; the name of the action is appended. @default - alerts trigger no actions */
  readonly events?: string;
  /** File with the token to send. @default - none is sent */
  readonly credentialsFile?: string;
  /** How to reach people. @default - no notifications */
  readonly receivers?: AlertReceivers;
}

/**
 * Alertmanager's configuration. An alert with an action is sent to that action first and then to people; `critical` and
 * `warning` go to their receivers, an alert without a severity counts as a warning, and Watchdog goes to the dead man's
 * switch. https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerRoutes(props: AlertmanagerRoutesProps): JsonObject {
  const { receivers } = props;
  return {
    route: {
      receiver: receivers ? "warning" : NO_ONE,
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: REPEAT.warning,
      routes: [
        heartbeatRoute(receivers),
        { receiver: NO_ONE, matchers: ['severity =~ "info|none"'] },
        ...(props.events === undefined ? [] : ACTIONS.map(actionRoute)),
        ...(receivers
          ? [
              { receiver: "critical", matchers: ['severity = "critical"'], repeat_interval: REPEAT.critical },
              // The receiver at the top only gets alerts that match no route: those with an action have matched one.
              { receiver: "warning" },
            ]
          : []),
      ],
    },
    inhibit_rules: INHIBITIONS,
    receivers: [
      { name: NO_ONE },
      ...ACTIONS.flatMap((action) => actionReceiver(action, props)),
      ...(receivers
        ? [receiverBlock("critical", receivers.critical), receiverBlock("warning", receivers.warning)]
        : []),
      ...(receivers?.heartbeatEntry === undefined ? [] : [heartbeatBlock(HEARTBEAT)]),
    ],
  };
}

/** Watchdog always fires. It is sent every minute: a repetition as long as the interval would skip every other one. */
function heartbeatRoute(receivers: AlertReceivers | undefined): JsonObject {
  const matchers = ['alertname = "Watchdog"'];
  if (receivers?.heartbeatEntry === undefined) return { receiver: NO_ONE, matchers };
  return { receiver: HEARTBEAT, matchers, group_wait: "0s", group_interval: "1m", repeat_interval: "50s" };
}

function actionRoute(action: Action): JsonObject {
  return {
    receiver: `model-${action}`,
    matchers: [`${ACTION_LABEL} = "${action}"`],
    // A rollback concerns one revision, which must be the same for all alerts in a notification.
    group_by: ["namespace", "endpoint", "revision"],
    // A canary is rolled back at the first reason; others are only included if they already fire.
    group_wait: "5s",
    group_interval: "5m",
    repeat_interval: ACTION_REPEAT[action],
    continue: true,
  };
}

function actionReceiver(action: Action, { events, credentialsFile }: AlertmanagerRoutesProps): JsonObject[] {
  if (events === undefined) return [];
  return [
    {
      name: `model-${action}`,
      webhook_configs: [
        {
          url: `${events}/${action}`,
          send_resolved: false,
          ...(credentialsFile !== undefined && {
            http_config: { authorization: { type: "Bearer", credentials_file: credentialsFile } },
          }),
        },
      ],
    },
  ];
}

/**
 * An alert that a workload has no available replica mutes those of kube-prometheus-stack that it has too few. A critical
 * alert mutes the warning of the same name, and other warnings about the same endpoint. An alert with an
 * action is never muted: the action would not run. Labels that both alerts lack count as equal, hence the matchers on
 * them.
 */
const INHIBITIONS: readonly JsonObject[] = [
  {
    source_matchers: [`alertname =~ "${UNAVAILABLE.join("|")}"`],
    target_matchers: [`alertname =~ "${TOO_FEW.join("|")}"`],
    equal: ["namespace", "deployment", "statefulset"],
  },
  {
    source_matchers: ['severity = "critical"'],
    target_matchers: ['severity = "warning"', `${ACTION_LABEL} = ""`],
    equal: ["alertname", "namespace"],
  },
  {
    source_matchers: ['severity = "critical"', 'endpoint != ""'],
    target_matchers: ['severity = "warning"', 'endpoint != ""', `${ACTION_LABEL} = ""`],
    equal: ["namespace", "endpoint"],
  },
];
