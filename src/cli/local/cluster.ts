import type { KubernetesCluster } from "../../environment/environment";
import type { Outcome, Tools } from "./tools";

/** A node as far as the checks need it. */
export interface NodeFacts {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Created by `mlops local up`, so that `down` may delete it. */
  readonly ours: boolean;
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
    return output.split("\n").includes(this.cloud.context);
  }

  nodes(): NodeFacts[] {
    const { items = [] } = this.read("nodes") as { readonly items?: readonly NodeObject[] };
    return items.map(({ metadata: { labels = {} }, status: { allocatable } }) => ({
      cpuMillis: millis(allocatable.cpu),
      memoryMiB: mebibytes(allocatable.memory),
      ours: OWN_NODE in labels,
    }));
  }

  names(resource: string, selector?: string): string[] {
    const { items = [] } = this.read(resource, selector) as {
      readonly items?: readonly { readonly metadata: { readonly name: string } }[];
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
    const { status, output } = this.kubectl("get", "pods", `--namespace=${namespace}`, "--output=json");
    const items: readonly PodObject[] = status === 0 ? JSON.parse(output).items : [];
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
    const { items = [] } = this.read("events", undefined, "--all-namespaces", "--field-selector=type!=Normal") as {
      readonly items?: readonly EventObject[];
    };
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
    const { items = [] } = this.read("customresourcedefinitions") as {
      readonly items?: readonly {
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

  private read(resource: string, selector?: string, ...options: readonly string[]): unknown {
    const { status, output } = this.kubectl(
      "get",
      resource,
      ...(selector === undefined ? [] : [`--selector=${selector}`]),
      ...options,
      "--output=json",
    );
    return status === 0 ? JSON.parse(output) : {};
  }
}

interface NodeObject {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
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

/** `~` as a shell expands it. */
export function expanded(path: string): string {
  return path.replace(/^~(?=\/)/, process.env.HOME ?? "~");
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function millis(quantity: string): number {
  return quantity.endsWith("m") ? Number.parseInt(quantity, 10) : Number.parseFloat(quantity) * 1000;
}

/** A quantity of memory in MiB. */
export function mebibytes(quantity: string): number {
  const [, amount = "0", unit = ""] = /^([\d.]+)(\w*)$/.exec(quantity) ?? [];
  const units: Readonly<Record<string, number>> = { Ki: 1 / 1024, Mi: 1, Gi: 1024, Ti: 1024 ** 2, "": 1 / 1024 ** 2 };
  return Number(amount) * (units[unit] ?? 1 / 1024 ** 2);
}
