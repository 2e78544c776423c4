import type { JsonObject } from "../kubernetes/json";
import { ACTION_LABEL } from "./model-alert";

/** What the platform does about an alert by itself. */
export type Action = "rollback" | "retrain";

/**
 * How long the same alert is not told again. A rollback that didn't help within four hours is tried again; whether a
 * training is due, the job that starts it decides.
 */
const REPEAT: Readonly<Record<Action, string>> = { rollback: "4h", retrain: "24h" };

const ACTIONS = Object.keys(REPEAT) as Action[];

export interface AlertmanagerRoutesProps {
  /** Address that takes events; the name of the action is put behind it. */
  readonly events: string;
  /** File with the token that is sent along. @default - none is sent */
  readonly credentialsFile?: string;
}

/**
 * Alertmanager's configuration: alerts that name an action go to whoever takes it, one call an endpoint, and from there on
 * to everybody else. https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerRoutes({ events, credentialsFile }: AlertmanagerRoutesProps): JsonObject {
  return {
    route: {
      receiver: "null",
      group_by: ["namespace"],
      routes: [
        { receiver: "null", matchers: ['alertname = "Watchdog"'] },
        ...ACTIONS.map((action) => ({
          receiver: `model-${action}`,
          matchers: [`${ACTION_LABEL} = "${action}"`],
          // A rollback is about one revision, which all alerts of a call have to have in common.
          group_by: ["namespace", "endpoint", "revision"],
          // A canary is taken back for its first reason; the others come along only if they are there already.
          group_wait: "5s",
          group_interval: "5m",
          repeat_interval: REPEAT[action],
          continue: true,
        })),
      ],
    },
    receivers: [
      { name: "null" },
      ...ACTIONS.map((action) => ({
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
      })),
    ],
  };
}
