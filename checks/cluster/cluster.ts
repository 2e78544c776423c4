import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { buildKubernetes } from "../kubernetes/kubernetes";
import { freePort } from "../processes";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A Kubernetes API server. */
export interface Cluster {
  readonly call: (method: string, path: string, body?: unknown, contentType?: string) => Promise<Answer>;
  readonly stop: () => void;
}

/** The cluster of `KUBECONFIG`, or a new one if it is not set. */
export async function openCluster(): Promise<Cluster> {
  const file = process.env.KUBECONFIG;
  return file === undefined || file === "" ? startCluster() : clusterOf(parse(readFileSync(file, "utf8")));
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly "certificate-authority-data"?: string };
  }[];
  readonly users: readonly {
    readonly user: {
      readonly token?: string;
      readonly "client-certificate-data"?: string;
      readonly "client-key-data"?: string;
    };
  }[];
}

/** Uses the first cluster and the first user; credentials must be in the file. */
function clusterOf({ clusters, users }: Kubeconfig): Cluster {
  const [{ cluster } = { cluster: undefined }] = clusters;
  const [{ user } = { user: undefined }] = users;
  if (!cluster || !user) throw new Error("The KUBECONFIG file has no cluster or no user.");
  const data = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, "base64"));
  const agent = new Agent({
    keepAlive: true,
    ca: data(cluster["certificate-authority-data"]),
    cert: data(user["client-certificate-data"]),
    key: data(user["client-key-data"]),
  });
  return {
    call: caller(cluster.server, user.token === undefined ? {} : { authorization: `Bearer ${user.token}` }, agent),
    stop: () => agent.destroy(),
  };
}

/** A new API server with its own etcd, in a temporary folder. No node, no controller. */
async function startCluster(): Promise<Cluster> {
  const binary = buildKubernetes("kube-apiserver");
  const folder = mkdtempSync(join(tmpdir(), "cluster-"));
  const [client, peer, secure] = [await freePort(), await freePort(), await freePort()];
  const token = randomBytes(16).toString("hex");
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  writeFileSync(join(folder, "accounts.key"), privateKey);
  writeFileSync(join(folder, "tokens.csv"), `${token},admin,admin,system:masters\n`);
  const processes = [
    start(folder, "etcd", [
      `--data-dir=${folder}/etcd`,
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-cluster=default=http://127.0.0.1:${peer}`,
    ]),
    start(folder, binary, [
      `--etcd-servers=http://127.0.0.1:${client}`,
      `--secure-port=${secure}`,
      "--bind-address=127.0.0.1",
      `--cert-dir=${folder}/certificates`,
      `--token-auth-file=${folder}/tokens.csv`,
      "--authorization-mode=RBAC",
      "--disable-admission-plugins=ServiceAccount",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${folder}/accounts.key`,
      `--service-account-signing-key-file=${folder}/accounts.key`,
      "--service-cluster-ip-range=10.96.0.0/16",
    ]),
  ];
  const stop = () => {
    for (const child of processes) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Its certificate is self-signed, and it is local.
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 8 });
  const call = caller(`https://127.0.0.1:${secure}`, { authorization: `Bearer ${token}` }, agent);
  await ready(call, folder, stop);
  return { call, stop };
}

/** Calls an API server over one connection pool. */
function caller(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Cluster["call"] {
  return (method, path, body, contentType = "application/json") =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const sent = request(
        `${url}${path}`,
        { method, agent, headers: { ...headers, "content-type": contentType } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(text);
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function start(folder: string, command: string, args: readonly string[]): ChildProcess {
  const log = join(folder, `${command.split("/").at(-1)?.split("-")[0] ?? "process"}.log`);
  // The process still writes: its last output comes after the folder is deleted.
  const output = openSync(log, "a");
  const child = spawn(command, [...args], { cwd: folder, stdio: ["ignore", "ignore", output] });
  closeSync(output);
  child.on("error", (error) => writeFileSync(log, `${error.message}\n`, { flag: "a" }));
  return child;
}

/** Polls until the server reports that it is ready, for a minute. */
async function ready(call: Cluster["call"], folder: string, stop: () => void): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const answer = await call("GET", "/readyz").catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const log = ["etcd.log", "kube.log"].map((name) => `${name}: ${tail(join(folder, name))}`).join("\n");
  stop();
  throw new Error(`The API server did not become ready within a minute. Is etcd installed?\n${log}`);
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").slice(-2000);
  } catch {
    return "nothing";
  }
}
