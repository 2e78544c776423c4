import { type ChildProcess, spawn } from "node:child_process";
import { createServer as createHttp, type Server } from "node:http";
import { createServer } from "node:net";

/** A free port. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/**
 * Starts a server in a folder.
 * @param settings environment variables besides those of this process; Jest hides what a test sets in its own
 */
export function start(
  command: string,
  args: readonly string[],
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(command, [...args], { cwd: folder, stdio: "ignore", env: { ...process.env, ...settings } });
}

/** Polls until an address answers. */
export async function ready(url: string, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`${url} did not answer within ${seconds} s`);
}

export interface Call {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface Receiver {
  /** Waits for the next call. */
  readonly next: () => Promise<Call>;
  readonly close: () => void;
}

/** Receives what Alertmanager sends, and always serves the same metrics. */
export function receiver(port: number, metrics: () => string): Promise<Receiver> {
  const waiting: ((call: Call) => void)[] = [];
  const calls: Call[] = [];
  const server: Server = createHttp((request, response) => {
    if (request.method === "GET") {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end(metrics());
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = {
        path: request.url ?? "",
        authorization: request.headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      };
      response.end();
      const first = waiting.shift();
      if (first) first(call);
      else calls.push(call);
    });
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () =>
      resolve({
        next: () => {
          const call = calls.shift();
          return call ? Promise.resolve(call) : new Promise((next) => waiting.push(next));
        },
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      }),
    );
  });
}
