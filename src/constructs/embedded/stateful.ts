import type { JsonObject } from "../kubernetes/json";
import { SECCOMP } from "../kubernetes/workload";

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

/** A busy laptop answers late; the default of one second would take a healthy server out of service. */
export const PATIENT = { timeoutSeconds: 10 } as const;

export function volumeClaim(name: string, storageClassName: string, storageGiB: number): JsonObject {
  return {
    metadata: { name },
    spec: {
      storageClassName,
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: `${storageGiB}Gi` } },
    },
  };
}
