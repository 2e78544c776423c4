import { IMAGES } from "../../catalogue/images";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { RESTRICTED, resources } from "../kubernetes/workload";

/** How long Knative may take after its first pod starts, in seconds. */
const PATIENCE = 600;

export interface KnativeReadyProps {
  readonly namespace: string;
  /** Name of the `KnativeServing`. */
  readonly serving: string;
  /** Returns the image at the mirror. */
  readonly mirrored: (image: string) => string;
}

/**
 * Completes when Knative is running. The operator installs Knative's definitions long after Helm has applied the
 * `KnativeServing`, and KServe only looks for them once, at startup.
 * https://github.com/kserve/kserve/blob/v0.20.0/pkg/controller/v1beta1/inferenceservice/controller.go
 */
export function knativeReady({ namespace, serving, mirrored }: KnativeReadyProps): Manifest[] {
  const metadata = { name: "knative-ready", namespace };
  const rbac = "rbac.authorization.k8s.io";
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    {
      apiVersion: `${rbac}/v1`,
      kind: "Role",
      metadata,
      rules: [{ apiGroups: ["operator.knative.dev"], resources: ["knativeservings"], verbs: ["get", "list", "watch"] }],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: rbac, kind: "Role", name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name: metadata.name, namespace }],
    },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        ...metadata,
        annotations: {
          "helm.sh/hook": "post-install,post-upgrade",
          "helm.sh/hook-delete-policy": "before-hook-creation",
        },
      },
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: PATIENCE + 60,
        template: {
          spec: {
            restartPolicy: "Never",
            serviceAccountName: metadata.name,
            containers: [
              {
                name: "kubectl",
                image: mirrored(IMAGES.kubectl),
                command: [
                  "/bin/kubectl",
                  "wait",
                  `knativeserving/${serving}`,
                  `--namespace=${namespace}`,
                  "--for=condition=Ready",
                  `--timeout=${PATIENCE}s`,
                ],
                resources: resources({ cpuMillis: 10, memoryMiB: 64 }),
                securityContext: { ...RESTRICTED, runAsUser: 65_532, readOnlyRootFilesystem: true },
              },
            ],
          },
        },
      },
    },
  ];
}

/** Timeout of the Helm release with the job, in seconds. */
export const KNATIVE_READY_TIMEOUT = PATIENCE + 120;
