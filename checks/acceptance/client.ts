import { Agent, request } from "node:https";
import type { Gateway } from "../platform/gateway";

/** An answer, or why there was none. */
export interface Asked {
  /** Unix time in milliseconds, of the request. */
  readonly at: number;
  readonly millis: number;
  /** Name of the version that gave this answer, `unknown`, or an error. */
  readonly by: string;
  readonly failed: boolean;
}

/** What a client counted in some time. */
export interface Counted {
  readonly requests: number;
  readonly errors: readonly string[];
  /** Requests by version. */
  readonly by: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly p99: number;
}

/** Rows of the data, and the answer of each version to them. */
export interface Question {
  readonly body: string;
  /** Answers as JSON, and the version that gives each. */
  readonly answers: ReadonlyMap<string, string>;
}

const TIMEOUT = 30_000;

/**
 * A caller outside the cluster, who asks the model the same question again and again. It recognizes a version by its
 * answer: nothing that the platform measures is needed to count who answered.
 */
export class Client {
  readonly asked: Asked[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private running = false;
  private loop: Promise<void> = Promise.resolve();

  /**
   * @param path of the prediction, e.g. `/v1/models/fraud-detection:predict`
   * @param perSecond requests per second
   */
  constructor(
    private readonly gateway: Gateway,
    private readonly host: string,
    private readonly path: string,
    private question: Question,
    private readonly perSecond = 4,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.loop = this.run();
  }

  /** Waits for the answers that are due. */
  async stop(): Promise<void> {
    this.running = false;
    await this.loop;
    this.agent.destroy();
  }

  /** From now on, another question, or another version that may answer it. */
  ask(question: Question): void {
    this.question = question;
  }

  /** What it counted since a moment, in Unix milliseconds. */
  since(moment: number): Counted {
    const asked = this.asked.filter(({ at }) => at >= moment);
    const by: Record<string, number> = {};
    for (const { by: version } of asked) by[version] = (by[version] ?? 0) + 1;
    const millis = asked.map((each) => each.millis).sort((left, right) => left - right);
    return {
      requests: asked.length,
      errors: asked.filter(({ failed }) => failed).map(({ by: error }) => error),
      by,
      p99: millis[Math.max(0, Math.ceil(millis.length * 0.99) - 1)] ?? 0,
    };
  }

  /** At a steady rate, whether or not earlier answers came: a slow model does not slow its callers down. */
  private async run(): Promise<void> {
    const pending = new Set<Promise<void>>();
    while (this.running) {
      const one = this.once().finally(() => pending.delete(one));
      pending.add(one);
      await new Promise((next) => setTimeout(next, 1000 / this.perSecond));
    }
    await Promise.all(pending);
  }

  private async once(): Promise<void> {
    const at = Date.now();
    const { body, answers } = this.question;
    try {
      const { status, text } = await this.post(body);
      const failed = status !== 200;
      const by = failed ? `${status} ${text.slice(0, 200)}` : (answers.get(text.replaceAll(/\s/g, "")) ?? "unknown");
      this.asked.push({ at, millis: Date.now() - at, by, failed });
    } catch (error) {
      this.asked.push({ at, millis: Date.now() - at, by: (error as Error).message, failed: true });
    }
  }

  private async post(body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { port, certificate } = await this.gateway.address();
    const headers = { host: this.host, "content-type": "application/json" };
    const options = { host: "127.0.0.1", port, path: this.path, method: "POST", servername: this.host, headers };
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, ca: certificate, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      });
      sent.setTimeout(TIMEOUT, () => sent.destroy(new Error(`no answer within ${TIMEOUT / 1000} s`)));
      sent.on("error", reject);
      sent.end(body);
    });
  }
}
