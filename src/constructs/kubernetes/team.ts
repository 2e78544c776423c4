import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { EVERYWHERE, egressPolicy } from "./egress-policy";
import { type Manifest, ManifestBundle } from "./manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "./names";
import { Namespace, podsIn } from "./namespace";

export interface TeamProps {
  /** Name of the team and of its namespace. */
  readonly name: string;
  /** Groups of the identity provider whose members work in the namespace. */
  readonly groups: readonly string[];
  /**
   * The same people by e-mail address, as the identity provider spells it: web interfaces authorize one user at a time
   * with the cluster, and don't support groups.
   * @default - none
   */
  readonly members?: readonly string[];
  /** Quota for the requests of all pods: processors, GiB, GPUs. */
  readonly quota: { readonly cpu: number; readonly memoryGiB: number; readonly gpus: number };
  /** Queue of the team's jobs; omit it if there are no queues. @default - none */
  readonly queue?: string;
}

/** Lets Katib collect metrics of trials in the namespace; without Katib it has no effect. */
const COLLECTOR_LABEL = "katib.kubeflow.org/metrics-collector-injection";

/** Label that costs are grouped by. */
export const COST_LABEL = "mlops/cost-owner";

/**
 * A team's namespace: restricted pods, a quota, default resources for containers, access for its groups, a queue for
 * its jobs, and only the network traffic that its work needs.
 */
export class Team extends Construct {
  readonly namespace: string;
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, props: TeamProps) {
    super(scope, id);
    this.namespace = props.name;
    const namespace = new Namespace(this, "namespace", {
      name: props.name,
      labels: { [TEAM_LABEL]: props.name, [COST_LABEL]: props.name, [COLLECTOR_LABEL]: "enabled" },
      admits: [
        ...[NAMESPACES.entry, NAMESPACES.katib, NAMESPACES.knative, NAMESPACES.monitoring],
        // Its gates send requests and load tests to models.
        NAMESPACES["model-delivery"],
        // It queries notebooks for their last activity.
        NAMESPACES.notebooks,
      ],
    });
    this.bundle = new ManifestBundle(this, "workspace", {
      name: "workspace",
      namespace: props.name,
      manifests: [
        quota(props),
        limits(props.name),
        egress(props.name),
        access(props),
        ...(props.queue === undefined ? [] : [localQueue(props.name, props.queue)]),
      ],
    });
    waitFor(this.bundle, namespace);
  }
}

function quota({ name, quota: { cpu, memoryGiB, gpus } }: TeamProps): Manifest {
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "quota", namespace: name },
    spec: {
      hard: {
        "requests.cpu": cpu.toString(),
        "requests.memory": `${memoryGiB}Gi`,
        "limits.memory": `${memoryGiB}Gi`,
        "requests.nvidia.com/gpu": gpus.toString(),
        "services.loadbalancers": "0",
        "services.nodeports": "0",
      },
    },
  };
}

/** Defaults for containers without requests or limits, so that the quota counts them. */
function limits(namespace: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "defaults", namespace },
    spec: {
      limits: [{ type: "Container", defaultRequest: { cpu: "100m", memory: "256Mi" }, default: { memory: "256Mi" } }],
    },
  };
}

/** DNS, the team's own namespace, tracking, models, and HTTPS and PostgreSQL to wherever the data is. */
function egress(namespace: string): Manifest {
  const ports = (protocol: string, ...numbers: readonly number[]) => numbers.map((port) => ({ protocol, port }));
  return egressPolicy("egress", namespace, [
    { to: podsIn([NAMESPACES["kube-system"]]), ports: [...ports("UDP", 53), ...ports("TCP", 53)] },
    { to: [{ podSelector: {} }] },
    {
      to: podsIn([
        NAMESPACES.katib,
        NAMESPACES.mlflow,
        NAMESPACES.kubeflow,
        NAMESPACES.knative,
        NAMESPACES.entry,
        NAMESPACES.monitoring,
      ]),
    },
    { to: [EVERYWHERE], ports: ports("TCP", 443, 5432) },
    // Credentials: the EKS Pod Identity agent, and Google's metadata server.
    { to: [{ ipBlock: { cidr: "169.254.0.0/16" } }], ports: ports("TCP", 80, 988) },
  ]);
}

function access({ name, groups, members = [] }: TeamProps): Manifest {
  const subjects = (kind: string, names: readonly string[]) =>
    names.map((subject) => ({ apiGroup: "rbac.authorization.k8s.io", kind, name: subject }));
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "team", namespace: name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
    subjects: [...subjects("Group", groups), ...subjects("User", members)],
  };
}

function localQueue(namespace: string, clusterQueue: string): Manifest {
  return {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "LocalQueue",
    metadata: { name: "jobs", namespace },
    spec: { clusterQueue },
  };
}
