import { CATALOGUE } from "../../catalogue/catalogue";
import type * as contracts from "../../contracts";
import type { JsonObject } from "../kubernetes/json";
import { kustomizeApplication, leaveOut, operations, patch, patchContainer } from "../kubernetes/kustomize";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { USER_HEADER } from "../kubernetes/names";
import { RESTRICTED, resources, type Workload } from "../kubernetes/workload";

/** User and database of Katib on the server. */
export const KATIB_DATABASE = "katib";

export interface KatibApplicationProps {
  readonly namespace: string;
  readonly server: contracts.PostgresDatabase;
  readonly mirror: string;
  readonly workloads: Readonly<Record<"controller" | "database" | "ui", Workload>>;
}

const VERSION = CATALOGUE.katib.version;

/** Metrics collectors of a trial, by the location of its metrics. */
const COLLECTORS = {
  File: "file-metrics-collector",
  StdOut: "file-metrics-collector",
  TensorFlowEvent: "tfevent-metrics-collector",
} as const;

/**
 * Suggestion services, by algorithm. Excluded are population based training, which needs a volume that several pods
 * write to at once, which no block storage of the clouds supports, and neural architecture search, which few use and
 * which needs a lot of memory.
 */
const SUGGESTIONS = {
  bayesianoptimization: "suggestion-skopt",
  cmaes: "suggestion-goptuna",
  grid: "suggestion-optuna",
  hyperband: "suggestion-hyperband",
  "multivariate-tpe": "suggestion-optuna",
  random: "suggestion-hyperopt",
  sobol: "suggestion-goptuna",
  tpe: "suggestion-hyperopt",
} as const;

/** Katib from its own repository at a pinned tag: there is no chart. */
export function katibApplication(props: KatibApplicationProps): Manifest {
  return kustomizeApplication({
    name: "katib",
    namespace: props.namespace,
    sources: [
      {
        repository: "https://github.com/kubeflow/katib.git",
        tag: VERSION,
        path: "manifests/v1beta1/installs/katib-cert-manager",
        patches: patches(props),
      },
    ],
  });
}

function patches({ namespace, server, mirror, workloads: { controller, database, ui } }: KatibApplicationProps) {
  return [
    leaveOut({ kind: "Namespace" }),
    // The database on the cluster, and its password, which is hard-coded upstream.
    leaveOut({ name: "katib-mysql.*" }),
    patch("v1", "ConfigMap", "katib-config", { data: { "katib-config.yaml": JSON.stringify(config(mirror)) } }),
    patchContainer(controller.name, {
      name: controller.name,
      image: image("katib-controller", mirror),
      resources: resources(controller),
    }),
    patchContainer(database.name, {
      name: database.name,
      image: image("katib-db-manager", mirror),
      resources: resources(database),
      env: databaseVariables(server),
    }),
    patchContainer(ui.name, {
      name: ui.name,
      image: image("katib-ui", mirror),
      resources: resources(ui),
      env: [
        { name: "APP_DISABLE_AUTH", value: "false" },
        { name: "USERID_HEADER", value: USER_HEADER },
        { name: "USERID_PREFIX", value: "" },
      ],
    }),
    operations("ClusterRole", "katib-ui", {
      op: "add",
      path: "/rules/-",
      value: { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
    }),
    // Access to all secrets of the cluster, for certificates that cert-manager creates here.
    operations(
      "ClusterRole",
      "katib-controller",
      { op: "test", path: "/rules/5/resources/0", value: "secrets" },
      { op: "remove", path: "/rules/5" },
    ),
    operations("MutatingWebhookConfiguration", "katib.kubeflow.org", {
      op: "replace",
      path: "/webhooks/1/matchConditions/0/expression",
      value: `request.userInfo.username != "system:serviceaccount:${namespace}:katib-controller"`,
    }),
  ];
}

function image(name: string, mirror: string): string {
  return mirroredImage(`ghcr.io/kubeflow/katib/${name}:${VERSION}`, mirror);
}

/** https://www.kubeflow.org/docs/components/katib/user-guides/katib-config/ */
function config(mirror: string): JsonObject {
  return {
    apiVersion: "config.kubeflow.org/v1beta1",
    kind: "KatibConfig",
    init: {
      controller: {
        webhookPort: 8443,
        // A collector runs next to a trial, in a restricted namespace; it reads the metrics that the trial reports.
        injectSecurityContext: true,
        trialResources: ["TrainJob.v1alpha1.trainer.kubeflow.org", "Job.v1.batch"],
      },
    },
    runtime: {
      metricsCollectors: Object.entries(COLLECTORS).map(([kind, name]) => ({ kind, image: image(name, mirror) })),
      suggestions: Object.entries(SUGGESTIONS).map(([algorithmName, name]) => ({
        algorithmName,
        image: image(name, mirror),
        securityContext: { ...RESTRICTED, runAsUser: 1000 },
      })),
    },
  };
}

function databaseVariables({ host, port }: contracts.PostgresDatabase): JsonObject[] {
  return [
    { name: "DB_NAME", value: "postgres" },
    { name: "DB_USER", value: KATIB_DATABASE },
    { name: "DB_PASSWORD", value: null, valueFrom: { secretKeyRef: { name: "katib-database", key: "password" } } },
    { name: "KATIB_POSTGRESQL_DB_HOST", value: host },
    { name: "KATIB_POSTGRESQL_DB_PORT", value: port.toString() },
    { name: "KATIB_POSTGRESQL_DB_DATABASE", value: KATIB_DATABASE },
    { name: "KATIB_POSTGRESQL_SSL_MODE", value: "require" },
  ];
}
