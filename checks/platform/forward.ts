import { spawn } from "node:child_process";
import type { Node } from "../node/node";

interface Forward {
  readonly port: Promise<number>;
  readonly stop: () => void;
}

const forwards = new Map<string, Forward>();

/** Ends all connections. */
export function stopForwards(): void {
  for (const { stop } of forwards.values()) stop();
  forwards.clear();
}

/**
 * A port of this machine that leads to a Service, through the API server; the Service needs no address outside the
 * cluster.
 */
export function forward(cluster: Node, namespace: string, service: string, port: number): Promise<number> {
  const key = `${namespace}/${service}:${port}`;
  const known = forwards.get(key);
  if (known) return known.port;
  // kubectl stays with the pod that it chose, and ends with it: the next call chooses another one.
  const started: Forward = start(cluster, namespace, service, port, () => {
    if (forwards.get(key) === started) forwards.delete(key);
  });
  forwards.set(key, started);
  return started.port;
}

/** Forgets a connection that failed: the next call makes another one. */
export function disconnect(namespace: string, service: string, port: number): void {
  const key = `${namespace}/${service}:${port}`;
  forwards.get(key)?.stop();
  forwards.delete(key);
}

function start({ command }: Node, namespace: string, service: string, port: number, ended: () => void): Forward {
  const [program, ...access] = command;
  const args = [...access, "port-forward", `--namespace=${namespace}`, `service/${service}`, `:${port}`];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const chosen = new Promise<number>((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
      const [, local] = /127\.0\.0\.1:(\d+)/.exec(output) ?? [];
      if (local) resolve(Number(local));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("close", ended);
    child.on("close", () => reject(new Error(`kubectl port-forward ${namespace}/${service}: ${output.trim()}`)));
  });
  return { port: chosen, stop: () => child.kill() };
}
