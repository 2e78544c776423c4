import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { buildGo } from "../build-go";

/** Version of Argo CD's notifications, as `notifications/go.mod` pins it: the one that the catalogue's Argo CD is built with. */
const VERSION = "0.5.1";

/** Argo CD's settings, and an application that it processes. */
export interface NotificationsQuestion {
  /** Of `argocd-notifications-cm`. */
  readonly config: Readonly<Record<string, string>>;
  /** Of `argocd-notifications-secret`. */
  readonly secret: Readonly<Record<string, string>>;
  /** Of the application or its project. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly application: object;
}

export interface Notification {
  readonly trigger: string;
  readonly triggered: boolean;
  /** What distinguishes it from the one before: duplicates are sent once. */
  readonly oncePer: string;
}

/** Runs Argo CD's own code on an application, and returns what it would send. */
export async function notify(question: NotificationsQuestion): Promise<readonly Notification[]> {
  const binary = buildGo({ name: "notifications", version: VERSION, folder: join(__dirname, "notifications") });
  const running = spawn(binary, { stdio: ["pipe", "pipe", "pipe"] });
  running.stdin.end(JSON.stringify(question));
  const [said, errors] = await Promise.all([text(running.stdout), text(running.stderr)]);
  if (said === "") throw new Error(errors);
  return JSON.parse(said);
}
