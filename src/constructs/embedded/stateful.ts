import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { SECCOMP } from "../kubernetes/workload";

export interface StatefulServer {
  /** Name of the service, the stateful set and its pods' label. */
  readonly name: string;
  readonly namespace: string;
  /** Ports of the service; each leads to the port of the container with the same name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Annotations of the pod: a change restarts it. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly pod: JsonObject;
  readonly storageClass: string;
  readonly storageGiB: number;
}

/** A server with one pod, and a volume with the name `data`. */
export function statefulServer(server: StatefulServer): readonly Manifest[] {
  const { name, namespace, ports, annotations, pod, storageClass, storageGiB } = server;
  const labels = { app: name };
  const metadata = { name, namespace, labels };
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: {
        selector: labels,
        ports: Object.entries(ports).map(([port, number]) => ({ name: port, port: number, targetPort: port })),
      },
    },
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata,
      spec: {
        serviceName: name,
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels, annotations }, spec: pod },
        volumeClaimTemplates: [volumeClaim("data", storageClass, storageGiB)],
      },
    },
  ];
}

/** Host of a server for clients on the cluster. */
export function hostOf(name: string, namespace: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

/** What the pods of all servers with a volume have in common. */
export function podDefaults(user: number): JsonObject {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user, ...SECCOMP },
    terminationGracePeriodSeconds: 60,
  };
}

/** Only the mounted volumes are writable. */
export const CONTAINER: JsonObject = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** The probes of a server: five minutes to start, two to answer again before it restarts. */
export function probes(check: JsonObject): JsonObject {
  // A busy laptop answers late; the default of one second would take a healthy server out of service.
  const patient = { ...check, timeoutSeconds: 10 };
  return {
    readinessProbe: { ...patient, periodSeconds: 5 },
    livenessProbe: { ...patient, periodSeconds: 20, failureThreshold: 6 },
    startupProbe: { ...patient, periodSeconds: 5, failureThreshold: 60 },
  };
}

function volumeClaim(name: string, storageClassName: string, storageGiB: number): JsonObject {
  return {
    metadata: { name },
    spec: {
      storageClassName,
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: `${storageGiB}Gi` } },
    },
  };
}
