import { spawn } from "node:child_process";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { loadImages } from "./images/load-images";

/** How a cluster is reached. */
export interface Access {
  /** Path of its kubeconfig. */
  readonly kubeconfig: string;
  /** Context of the kubeconfig. @default - the current one */
  readonly context?: string;
  /** Path of kubectl. */
  readonly kubectl: string;
  /** Socket of its container runtime; none if another program manages its images. */
  readonly containerd?: string;
}

export interface Result {
  readonly status: number;
  /** Standard output. */
  readonly output: string;
  /** Standard error. */
  readonly error: string;
}

export interface Waiting {
  /** @default "default" */
  readonly namespace?: string;
  /** Deadline. @default 180 */
  readonly seconds?: number;
}

/** A cluster with at least one node. */
export interface Node {
  readonly kubeconfig: string;
  /** kubectl, and the arguments with which it reaches the cluster. */
  readonly command: readonly [string, ...string[]];
  /** Runs kubectl. @returns its output @throws Error with what kubectl reports */
  readonly kubectl: (args: readonly string[]) => Promise<string>;
  /** Creates or changes objects. @throws Error with the API server's refusal */
  readonly apply: (manifests: readonly Manifest[]) => Promise<void>;
  /**
   * Waits for a condition of `kubectl wait --for`, such as `condition=Ready`.
   * @throws Error after the deadline, with the namespace's pods and events
   */
  readonly waitFor: (resource: string, condition: string, waiting?: Waiting) => Promise<void>;
  /** Runs a command in a container of a pod, the first one if none is named. */
  readonly exec: (pod: string, namespace: string, command: readonly string[], container?: string) => Promise<Result>;
  /** Makes images of `checks/node/images/images.ts` available under their upstream names; other clusters pull them. */
  readonly loadImages: (names: readonly string[]) => Promise<void>;
}

/** The cluster of the checks: the one that `KUBECONFIG` named, or a node of this machine, which `setup.ts` started. */
export function openNode(): Node {
  const { KUBECONFIG, KUBECTL = "kubectl", CONTAINERD } = process.env;
  if (!KUBECONFIG) throw new Error("There is no cluster: run the checks with `npm run test:node`.");
  return nodeOf({ kubeconfig: KUBECONFIG, kubectl: KUBECTL, ...(CONTAINERD && { containerd: CONTAINERD }) });
}

export function nodeOf({ kubeconfig, context, kubectl, containerd }: Access): Node {
  const access = [`--kubeconfig=${kubeconfig}`, ...(context === undefined ? [] : [`--context=${context}`])];
  const run = (args: readonly string[], input = "") => result(kubectl, [...access, ...args], input);
  const succeed = async (args: readonly string[], input = "") => {
    const { status, output, error } = await run(args, input);
    if (status !== 0) throw new Error(`kubectl ${args.join(" ")}: ${error.trim() || output.trim()}`);
    return output;
  };
  return {
    kubeconfig,
    command: [kubectl, ...access],
    kubectl: (args) => succeed(args),
    apply: async (manifests) => {
      const list = { apiVersion: "v1", kind: "List", items: manifests };
      await succeed(["apply", "--server-side", "--force-conflicts", "-f", "-"], JSON.stringify(list));
    },
    waitFor: async (resource, condition, { namespace = "default", seconds = 180 } = {}) => {
      const place = `--namespace=${namespace}`;
      await succeed(["wait", resource, `--for=${condition}`, place, `--timeout=${seconds}s`]).catch(async (error) => {
        const pods = await run(["get", "pods", place, "--output=wide"]);
        const events = await run(["get", "events", place, "--sort-by=.lastTimestamp"]);
        throw new Error(`${error.message}\n${pods.output}\n${events.output}`);
      });
    },
    exec: (pod, namespace, command, container) => {
      const place = [`--namespace=${namespace}`, ...(container === undefined ? [] : [`--container=${container}`])];
      return run(["exec", pod, ...place, "--", ...command]);
    },
    loadImages: async (names) => {
      if (containerd !== undefined) await loadImages(containerd, names);
    },
  };
}

function result(command: string, args: readonly string[], input: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { stdio: ["pipe", "pipe", "pipe"] });
    const [output, error]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => error.push(chunk));
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({
        status: status ?? 1,
        output: Buffer.concat(output).toString(),
        error: Buffer.concat(error).toString(),
      }),
    );
    child.stdin.end(input);
  });
}
