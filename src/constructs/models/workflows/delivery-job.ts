import type { JsonObject } from "../../kubernetes/json";
import { NAMESPACES } from "../../kubernetes/names";
import { RESTRICTED, resources } from "../../kubernetes/workload";
import { PUSHGATEWAY } from "../../observability/pushgateway";

/** Service account of all jobs that release, monitor and check models. */
export const DELIVERY_ACCOUNT = "model-delivery";

/** Secret with the Git credentials of releases: key `token`. */
export const RELEASE_TOKEN = "release-token";

/** Where jobs query metrics. */
export const PROMETHEUS = `http://kube-prometheus-stack-prometheus.${NAMESPACES.monitoring}.svc:9090`;

/** Folder for the results of gates. */
export const GATES = "/gates";

export interface DeliveryStep {
  /** Arguments of `mlops-delivery`. */
  readonly args: readonly string[];
  /** Allows it to commit to Git. @default false */
  readonly commits?: boolean;
  /** Secret in its namespace with the key of the object store. @default - its identity is enough, or it needs no data */
  readonly keySecret?: string;
  /** Requested by the pod. @default 100 thousandths of a processor, 512 MiB */
  readonly size?: { readonly cpuMillis: number; readonly memoryMiB: number };
}

/** A container that runs `mlops-delivery`, from the image that `images/model-delivery` builds. */
export function deliveryContainer(image: string, { args, commits, keySecret, size }: DeliveryStep): JsonObject {
  return {
    image,
    command: ["mlops-delivery"],
    args: [...args],
    env: [
      { name: "PROMETHEUS_URL", value: PROMETHEUS },
      { name: "PUSHGATEWAY_URL", value: PUSHGATEWAY },
      ...(commits ? [{ name: "GIT_TOKEN", valueFrom: { secretKeyRef: { name: RELEASE_TOKEN, key: "token" } } }] : []),
    ],
    ...(keySecret !== undefined && { envFrom: [{ secretRef: { name: keySecret } }] }),
    resources: resources(size ?? { cpuMillis: 100, memoryMiB: 512 }),
    securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true },
    // Argo copies the message into the step's status, where the reason outlives the pod and its node.
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [{ name: "work", mountPath: "/tmp" }],
  };
}

/** The only writable path of such a container. */
export const WORK: JsonObject = { name: "work", emptyDir: {} };

/** The settings of a model: its canary queries and the locations of its files. */
export function settingsOf(model: string): string {
  return `model-${model}`;
}
