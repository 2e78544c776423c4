import { Agent } from "node:https";
import type { Gateway } from "../platform/gateway";

/** An answer, or why there was none. */
export interface Asked {
  /** Unix time in milliseconds, of the request. */
  readonly at: number;
  /** Name of the version that gave this answer, `unknown`, or an error. */
  readonly by: string;
  readonly failed: boolean;
  /** Until the answer. */
  readonly milliseconds: number;
}

/** What a client counted in some time. */
export interface Counted {
  readonly requests: number;
  readonly errors: readonly string[];
  /** Requests by version. */
  readonly by: Readonly<Record<string, number>>;
}

/** Rows of the data, and the answer of each version to them. */
export interface Question {
  readonly body: string;
  /** Answers as JSON, and the version that gives each. */
  readonly answers: ReadonlyMap<string, string>;
}

const HEADERS = { "content-type": "application/json" };

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
    private readonly perSecond = 2,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.loop = this.run();
  }

  /** Another question from now on. */
  ask(question: Question): void {
    this.question = question;
  }

  /** Waits for the answers that are due. */
  async stop(): Promise<void> {
    this.running = false;
    await this.loop;
    this.agent.destroy();
  }

  /** Asks for some seconds. @returns what it counted meanwhile */
  async watch(seconds: number): Promise<Counted> {
    const began = Date.now();
    this.start();
    await new Promise((next) => setTimeout(next, seconds * 1000));
    await this.stop();
    return this.since(began);
  }

  /** What it counted since a moment, in Unix milliseconds. */
  since(moment: number): Counted {
    const asked = this.asked.filter(({ at }) => at >= moment);
    const by: Record<string, number> = {};
    for (const { by: version } of asked) by[version] = (by[version] ?? 0) + 1;
    return {
      requests: asked.length,
      errors: asked.filter(({ failed }) => failed).map(({ by: error }) => error),
      by,
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
      const answer = await this.gateway.askOnce(this.host, {
        path: this.path,
        method: "POST",
        headers: HEADERS,
        body,
        agent: this.agent,
        seconds: 30,
      });
      const failed = answer.status !== 200;
      const by = failed
        ? `${answer.status} ${answer.body.slice(0, 200)}`
        : (answers.get(answer.body.replaceAll(/\s/g, "")) ?? "unknown");
      this.asked.push({ at, by, failed, milliseconds: Date.now() - at });
    } catch (error) {
      this.asked.push({ at, by: (error as Error).message, failed: true, milliseconds: Date.now() - at });
    }
  }
}
