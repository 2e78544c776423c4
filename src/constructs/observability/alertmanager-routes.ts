import type { JsonObject } from "../kubernetes/json";
import { type AlertReceivers, heartbeatBlock, receiverBlock, type Severity } from "./alert-receivers";
import { ACTION_LABEL } from "./model-alert";

/** What the platform does about an alert by itself. */
export type Action = "rollback" | "retrain";

/**
 * How long the same alert is not sent to its action again. A rollback that did not help within four hours is tried again;
 * the job that starts a training decides whether one is due.
 */
const ACTION_REPEAT: Readonly<Record<Action, string>> = { rollback: "4h", retrain: "24h" };

const ACTIONS = Object.keys(ACTION_REPEAT) as Action[];

/** How long people are not notified of the same alert again, while it lasts. */
const REPEAT: Readonly<Record<Severity, string>> = { critical: "4h", warning: "24h" };

const NO_ONE = "null";
const HEARTBEAT = "heartbeat";

export interface AlertmanagerRoutesProps {
  /** Address that takes events; the name of the action is put behind it. @default - no alert is acted on */
  readonly events?: string;
  /** File with the token that is sent along. @default - none is sent */
  readonly credentialsFile?: string;
  /** Where people are reached. @default - nowhere */
  readonly receivers?: AlertReceivers;
}

/**
 * Alertmanager's configuration. An alert that names an action goes to what performs it and then on to people; `critical`
 * and `warning` go to their receivers, an alert without a severity counts as a warning, and Watchdog goes to the dead
 * man's switch. https://prometheus.io/docs/alerting/latest/configuration/
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
              // The receiver at the top is only for alerts that match no route: those with an action have matched one.
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
    // A rollback is about one revision, which all alerts of a notification have to have in common.
    group_by: ["namespace", "endpoint", "revision"],
    // A canary is rolled back for its first reason; others are sent along only if they are there already.
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
 * A critical alert mutes the warning of the same name, and other warnings about the same endpoint. One that names an
 * action is never muted: the action would not be performed. Labels that both alerts lack count as equal, hence the
 * matchers on them.
 */
const INHIBITIONS: readonly JsonObject[] = [
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
