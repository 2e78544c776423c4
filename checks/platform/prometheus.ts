import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { forward } from "./forward";
import type { DeployedPlatform } from "./platform";

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A series over time: Unix times in seconds, and values. */
export interface History {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

/** A target as Prometheus reports it. https://prometheus.io/docs/prometheus/latest/querying/api/#targets */
export interface Target {
  readonly scrapePool: string;
  readonly health: "up" | "down" | "unknown";
  readonly lastError: string;
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
}

/** https://prometheus.io/docs/alerting/latest/clients/ */
export interface Notified {
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly { readonly name: string }[];
}

/** The Prometheus of the platform, and its Alertmanager. */
export class Prometheus {
  constructor(private readonly platform: DeployedPlatform) {}

  async query(expression: string): Promise<readonly Series[]> {
    return (await this.get(`query?query=${encodeURIComponent(expression)}`)).result;
  }

  /** @param times first and last, in Unix seconds */
  async range(
    expression: string,
    [start, end]: readonly [number, number],
    stepSeconds: number,
  ): Promise<readonly History[]> {
    const parameters = { query: expression, start: String(start), end: String(end), step: String(stepSeconds) };
    return (await this.get(`query_range?${new URLSearchParams(parameters)}`)).result;
  }

  async targets(): Promise<readonly Target[]> {
    return (await this.get("targets?state=active")).activeTargets;
  }

  async alerts(): Promise<readonly Alert[]> {
    return (await this.get("alerts")).alerts;
  }

  /** The alerts that Alertmanager has received, with their receivers. */
  async notified(): Promise<readonly Notified[]> {
    const { cluster } = this.platform;
    const port = await forward(cluster, NAMESPACES.monitoring, "kube-prometheus-stack-alertmanager", 9093);
    return (await fetch(`http://127.0.0.1:${port}/api/v2/alerts`)).json() as Promise<readonly Notified[]>;
  }

  // biome-ignore lint/suspicious/noExplicitAny: each address answers with another structure
  private async get(path: string): Promise<any> {
    const { cluster } = this.platform;
    const port = await forward(cluster, NAMESPACES.monitoring, "kube-prometheus-stack-prometheus", 9090);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const { status, data, error } = (await answer.json()) as { status: string; data: unknown; error?: string };
    if (status !== "success") throw new Error(error);
    return data;
  }
}
