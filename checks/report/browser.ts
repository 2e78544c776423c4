import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** The local Chromium; `CHROMIUM` overrides it. */
const CHROMIUM = process.env.CHROMIUM ?? "chromium";

type Params = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly resolve: (result: Params) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A headless Chromium with one page, steered over the DevTools protocol on a pair of pipes:
 * https://chromedevtools.github.io/devtools-protocol/
 */
export class Browser {
  /** Console messages, errors and policy violations of the page. */
  readonly complaints: string[] = [];
  /** Every URL that the page requested. */
  readonly requests: string[] = [];

  private session: string | undefined;
  private buffer = "";
  private next = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<string, () => void>();

  /** @throws Error if Chromium is missing */
  static async start(): Promise<Browser> {
    const { error } = spawnSync(CHROMIUM, ["--version"]);
    if (error) throw new Error(`${CHROMIUM} is missing (Debian: the package chromium); set CHROMIUM to use another.`);
    const profile = mkdtempSync(join(tmpdir(), "report-"));
    const child = spawn(
      CHROMIUM,
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--remote-debugging-pipe",
        `--user-data-dir=${profile}`,
      ],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    const browser = new Browser(child, profile);
    await browser.attach();
    return browser;
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => this.read(text));
    child.on("exit", (status) => {
      for (const { reject } of this.pending.values()) reject(new Error(`${CHROMIUM} exited with status ${status}.`));
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.on("exit", resolve));
    await this.send("Browser.close");
    await ended;
    rmSync(this.profile, { recursive: true, force: true });
  }

  /** Opens a file at this width, in the light or dark color scheme. */
  async open(url: string, width: number, scheme: "light" | "dark"): Promise<void> {
    this.complaints.length = 0;
    this.requests.length = 0;
    await this.send("Emulation.setDeviceMetricsOverride", {
      width,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    const loaded = new Promise<void>((resolve) => this.listeners.set("Page.loadEventFired", resolve));
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value?: unknown }).value;
  }

  /** A mouse click in the middle of the first matching element. */
  async click(selector: string): Promise<void> {
    const place = await this.evaluate(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    const mouse = { ...(place as Params), button: "left", clickCount: 1 };
    await this.send("Input.dispatchMouseEvent", { ...mouse, type: "mousePressed" });
    await this.send("Input.dispatchMouseEvent", { ...mouse, type: "mouseReleased" });
  }

  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }

  /** A screenshot of the whole page. */
  async screenshot(): Promise<Buffer> {
    const { cssContentSize } = await this.send("Page.getLayoutMetrics");
    const clip = { ...(cssContentSize as Params), scale: 1 };
    const { data } = await this.send("Page.captureScreenshot", { captureBeyondViewport: true, clip });
    return Buffer.from(String(data), "base64");
  }

  private async attach(): Promise<void> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    this.session = String(sessionId);
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await this.send(`${domain}.enable`);
  }

  private send(method: string, params: Params = {}): Promise<Params> {
    const id = this.next++;
    const sessionId = this.session && { sessionId: this.session };
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...sessionId })}\0`);
    });
  }

  private read(text: string): void {
    const messages = (this.buffer + text).split("\0");
    this.buffer = messages.pop() ?? "";
    for (const message of messages) this.receive(JSON.parse(message) as Message);
  }

  private receive({ id, method = "", params = {}, result = {}, error }: Message): void {
    if (id !== undefined) {
      const pending = this.pending.get(id);
      this.pending.delete(id);
      if (error) pending?.reject(new Error(error.message));
      else pending?.resolve(result);
      return;
    }
    this.listeners.get(method)?.();
    if (/^(Runtime\.(consoleAPICalled|exceptionThrown)|Log\.entryAdded)$/.test(method)) {
      this.complaints.push(JSON.stringify(params));
    }
    if (method === "Network.requestWillBeSent") {
      this.requests.push(String((params.request as { readonly url: string }).url));
    }
  }
}
