import type { KubernetesCluster } from "../../environment/environment";
import { InputError } from "../../problems/problem";
import type { Outcome, Tools } from "./tools";

/** A node as far as the checks need it. */
export interface NodeFacts {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Created by `mlops local up`, so that `down` may delete it. */
  readonly ours: boolean;
  /** Taints that keep the platform's pods away: the node is drained, not ready, short of disk, or for the control plane. */
  readonly closedBy: readonly string[];
}

/** Label of the nodes that `mlops local up` creates. */
export const OWN_NODE = "mlops/local";

/** A cluster by its context; every call names it, so that none reaches another. */
export class LocalCluster {
  constructor(
    private readonly cloud: KubernetesCluster,
    private readonly tools: Tools,
  ) {}

  kubectl(...args: readonly string[]): Outcome {
    const { kubeconfig, context } = this.cloud;
    return this.tools.run("kubectl", [`--kubeconfig=${expanded(kubeconfig)}`, `--context=${context}`, ...args]);
  }

  /** Whether the kubeconfig has the context. */
  exists(): boolean {
    const { output } = this.tools.run("kubectl", [
      `--kubeconfig=${expanded(this.cloud.kubeconfig)}`,
      "config",
      "get-contexts",
      "--output=name",
    ]);
    return output.split(/\r?\n/).includes(this.cloud.context);
  }

  /** Minor version of Kubernetes, e.g. `1.35`; a managed cluster may add a `+`. */
  version(): string | undefined {
    const { output } = this.kubectl("get", "--raw=/version");
    const part = (name: string) => new RegExp(`"${name}":\\s*"(\\d+)`).exec(output)?.[1];
    const [major, minor] = [part("major"), part("minor")];
    return major === undefined || minor === undefined ? undefined : `${major}.${minor}`;
  }

  nodes(): NodeFacts[] {
    const { items } = this.read("nodes") as { readonly items: readonly NodeObject[] };
    return items.map(({ metadata: { labels = {} }, spec: { taints = [] } = {}, status: { allocatable } }) => ({
      cpuMillis: millis(allocatable.cpu),
      memoryMiB: mebibytes(allocatable.memory),
      ours: OWN_NODE in labels,
      closedBy: taints.filter(({ effect }) => effect !== "PreferNoSchedule").map(({ key }) => key),
    }));
  }

  /** Whether `mlops local up` created the cluster, with every node that it has. */
  isOurs(): boolean {
    const nodes = this.nodes();
    return nodes.length > 0 && nodes.every(({ ours }) => ours);
  }

  names(resource: string, selector?: string): string[] {
    const { items } = this.read(resource, selector) as {
      readonly items: readonly { readonly metadata: { readonly name: string } }[];
    };
    return items.map(({ metadata }) => metadata.name);
  }

  /** Names of objects in all namespaces, as `namespace/name`; without a namespace, the name alone. */
  qualifiedNames(resource: string): string[] {
    const path = '{range .items[*]}{.metadata.namespace}/{.metadata.name}{"\\n"}{end}';
    const { output } = this.kubectl("get", resource, "--all-namespaces", `--output=jsonpath=${path}`);
    return output
      .split("\n")
      .filter((name) => name !== "")
      .map((name) => name.replace(/^\//, ""));
  }

  /** Deletes secrets, given as `namespace/name`, and the pods in their namespaces, which start again with new ones. */
  replaceSecrets(secrets: readonly string[]): void {
    const namespaces = new Set<string>();
    for (const secret of secrets) {
      const [namespace = "", name = ""] = secret.split("/");
      namespaces.add(namespace);
      this.kubectl("delete", `secret/${name}`, `--namespace=${namespace}`);
    }
    for (const namespace of namespaces) this.kubectl("delete", "pods", "--all", `--namespace=${namespace}`);
  }

  /** The pods of a namespace: those that are ready or have finished, and all. */
  pods(namespace: string): { readonly ready: number; readonly all: number } {
    const { items } = this.read("pods", undefined, `--namespace=${namespace}`) as {
      readonly items: readonly PodObject[];
    };
    const ready = items.filter(
      ({ status: { phase, conditions = [] } }) =>
        phase === "Succeeded" || conditions.some(({ type, status }) => type === "Ready" && status === "True"),
    );
    return { ready: ready.length, all: items.length };
  }

  /**
   * What the cluster reported about objects in the namespaces since a moment, as `namespace/object: message`; the newest
   * first, each message once. Objects of a release that was rolled back exist no longer, their events do.
   */
  warnings(namespaces: readonly string[], since: Date): string[] {
    const { status, output } = this.kubectl(
      ...["get", "events", "--all-namespaces", "--field-selector=type!=Normal", "--output=json"],
    );
    const items: readonly EventObject[] = status === 0 ? JSON.parse(output).items : [];
    const lines = items
      .filter(({ metadata }) => namespaces.includes(metadata.namespace))
      .map((event) => ({ ...event, at: event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp }))
      .filter(({ at }) => Date.parse(at) >= since.getTime())
      .sort((left, right) => right.at.localeCompare(left.at))
      .map(({ involvedObject: { namespace, name }, message }) => `${namespace}/${name}: ${message.trim()}`);
    return [...new Set(lines)];
  }

  /**
   * Forgets Helm operations that a killed run left unfinished: Helm would wait for them forever. What they created stays,
   * and the next operation continues with it.
   * https://github.com/helm/helm/blob/v3.18.0/pkg/release/status.go
   */
  forgetUnfinished(namespaces: readonly string[]): string[] {
    const selector = "owner=helm,status in (pending-install, pending-upgrade, pending-rollback)";
    return namespaces.flatMap((namespace) => {
      const { output } = this.kubectl(
        "get",
        "secrets",
        `--namespace=${namespace}`,
        `--selector=${selector}`,
        "--output=name",
      );
      const names = output.split("\n").filter((name) => name !== "");
      if (names.length > 0) this.kubectl("delete", `--namespace=${namespace}`, ...names);
      return names.map((name) => `${namespace}/${name.replace(/^secret\/sh\.helm\.release\.v1\./, "")}`);
    });
  }

  /** Resource definitions that releases in these namespaces left behind: Helm keeps them. */
  definitionsOf(namespaces: readonly string[]): string[] {
    const { items } = this.read("customresourcedefinitions") as {
      readonly items: readonly {
        readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
      }[];
    };
    return items
      .filter(({ metadata: { annotations = {} } }) => {
        const { "meta.helm.sh/release-namespace": release = "", "helm.sh/resource-policy": policy } = annotations;
        return policy === "keep" && namespaces.includes(release);
      })
      .map(({ metadata }) => metadata.name);
  }

  /** Deletes the states of stacks that have no resources left, and their locks. */
  deleteStates(namespace: string, stacks: readonly string[]): void {
    const selector = `tfstateSecretSuffix in (${stacks.join(", ")})`;
    this.kubectl("delete", "secrets,leases", `--namespace=${namespace}`, `--selector=${selector}`);
  }

  /** @throws InputError if the cluster does not say: an empty list would mean that it has none */
  private read(resource: string, selector?: string, ...options: readonly string[]): unknown {
    const { status, output, error } = this.kubectl(
      "get",
      resource,
      ...(selector === undefined ? [] : [`--selector=${selector}`]),
      ...options,
      "--output=json",
    );
    if (status === 0) return JSON.parse(output);
    throw new InputError([
      {
        source: `the cluster of ${this.cloud.context}`,
        path: "",
        found: `no answer about its ${resource}: ${status === undefined ? "kubectl is not installed" : error.trim()}`,
        expected: "a cluster that is running, and an account that may list them",
        remedy: "Start the cluster, or use an administrator's context, and run the command again.",
      },
    ]);
  }
}

interface NodeObject {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly taints?: readonly { readonly key: string; readonly effect: string }[] };
  readonly status: { readonly allocatable: { readonly cpu: string; readonly memory: string } };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
interface EventObject {
  readonly metadata: { readonly namespace: string; readonly creationTimestamp: string };
  readonly involvedObject: { readonly namespace: string; readonly name: string };
  readonly message: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

interface PodObject {
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The command for a person's shell, which expands `~` only at the beginning of a word. */
export function kubectlFor({ kubeconfig, context }: Pick<KubernetesCluster, "kubeconfig" | "context">): string {
  const path = expanded(kubeconfig);
  return `kubectl --kubeconfig=${/^[\w./:@-]+$/.test(path) ? path : `'${path}'`} --context=${context}`;
}

/** `~` as a shell expands it. */
export function expanded(path: string): string {
  return path.replace(/^~(?=\/)/, process.env.HOME ?? "~");
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function millis(quantity: string): number {
  return quantity.endsWith("m") ? Number.parseInt(quantity, 10) : Number.parseFloat(quantity) * 1000;
}

const BYTES: Readonly<Record<string, number>> = {
  ...{ "": 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

/** A quantity of memory in MiB. */
export function mebibytes(quantity: string): number {
  const [, amount = "0", unit = ""] = /^([\d.]+)(\w*)$/.exec(quantity) ?? [];
  return (Number(amount) * (BYTES[unit] ?? 0)) / 2 ** 20;
}
