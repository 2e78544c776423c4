import { type Agent, request } from "node:https";
import { ADMINISTRATOR_SECRET } from "../../src/constructs/base/dex";
import { ENTRY_SERVICE } from "../../src/constructs/base/entry";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { disconnect, forward } from "./forward";
import type { DeployedPlatform } from "./platform";

/** Namespace, Service and port. */
const GATEWAY = [NAMESPACES.entry, ENTRY_SERVICE, 443] as const;

export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  /** Headers `set-cookie`. */
  readonly cookies: readonly string[];
  readonly body: string;
}

export interface Question {
  readonly path?: string;
  /** @default "GET" */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Keeps connections. @default - a connection for each question */
  readonly agent?: Agent;
  /** Time for the answer. @default 20 */
  readonly seconds?: number;
}

/** The gateway of the platform, as clients outside the cluster reach it. */
export class Gateway {
  private token: Promise<string> | undefined;
  private authority: Promise<string> | undefined;

  constructor(private readonly platform: DeployedPlatform) {}

  /** Asks a host by HTTPS, and accepts only a certificate of the platform's authority. */
  ask(host: string, question: Question = {}): Promise<Answer> {
    // A connection through the API server may end at any time; a second one leads to a pod that runs.
    return this.askOnce(host, question).catch(() => {
      disconnect(...GATEWAY);
      return this.askOnce(host, question);
    });
  }

  /** The same, for a caller that counts what fails. */
  async askOnce(
    host: string,
    { path = "/", method = "GET", headers = {}, body, agent, seconds = 20 }: Question,
  ): Promise<Answer> {
    const port = await forward(this.platform.cluster, ...GATEWAY);
    const options = {
      host: "127.0.0.1",
      port,
      path,
      method,
      servername: host,
      headers: { host, ...headers },
      ca: await this.certificate(),
      agent: agent ?? (false as const),
    };
    return new Promise((resolve, reject) => {
      const asked = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            cookies: response.headers["set-cookie"] ?? [],
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.setTimeout(seconds * 1000, () =>
        asked.destroy(new Error(`${host}${path} did not answer within ${seconds} s`)),
      );
      asked.on("error", reject);
      asked.end(body);
    });
  }

  /** Asks as a program with a token of the identity provider: of `MLOPS_TOKEN`, or of the embedded one. */
  async askSignedOn(host: string, question: Question = {}): Promise<Answer> {
    this.token ??= process.env.MLOPS_TOKEN ? Promise.resolve(process.env.MLOPS_TOKEN) : this.embeddedToken();
    const headers = { ...question.headers, authorization: `Bearer ${await this.token}` };
    return this.ask(host, { ...question, headers });
  }

  /** Of the only user of the embedded identity provider. */
  administratorPassword(): Promise<string> {
    return this.secret(NAMESPACES.dex, ADMINISTRATOR_SECRET, "password");
  }

  private async embeddedToken(): Promise<string> {
    const { environment } = this.platform;
    const { domain, oidc } = environment.platform;
    const [secret, password] = await Promise.all([
      this.secret(NAMESPACES.entry, "oidc-client", "client-secret"),
      this.administratorPassword(),
    ]);
    const body = new URLSearchParams({
      grant_type: "password",
      scope: "openid email groups profile",
      username: environment.owner,
      password,
      client_id: oidc.clientId,
      client_secret: secret,
    });
    const answer = await this.ask(`dex.${domain}`, {
      path: "/token",
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: body.toString(),
    });
    if (answer.status !== 200) throw new Error(`Dex gave no token: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body).id_token;
  }

  private certificate(): Promise<string> {
    this.authority ??= this.secret(NAMESPACES.entry, "entry-certificate", "ca.crt");
    return this.authority;
  }

  private async secret(namespace: string, name: string, key: string): Promise<string> {
    const escaped = key.replaceAll(".", "\\.");
    const encoded = await this.platform.cluster.kubectl([
      "get",
      `secret/${name}`,
      `--namespace=${namespace}`,
      `--output=jsonpath={.data.${escaped}}`,
    ]);
    return Buffer.from(encoded, "base64").toString();
  }
}
