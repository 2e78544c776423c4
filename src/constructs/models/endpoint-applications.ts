import { SUBSCRIPTION } from "../delivery/endpoint-notifications";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { OWN_CLUSTER } from "../kubernetes/own-cluster";

export interface EndpointApplicationsProps {
  /** Git repository, by HTTPS. */
  readonly repository: string;
  /** Branch that defines what runs. */
  readonly branch: string;
  /** Folder with one folder for each endpoint, e.g. `models/aws-prod`. */
  readonly folder: string;
  /** Namespaces that endpoints may be in. */
  readonly namespaces: readonly string[];
}

const PROJECT = "models";

/** The namespace of a destination that names none, because each manifest does. */
const UNNAMED = "";

/**
 * Makes Argo CD deploy every endpoint with a folder in Git. It ignores differences in the traffic share on the cluster:
 * a rollback persists, whether or not Git is reachable. A commit is applied as it is, so that a merged version gets the
 * share that its commit specifies, and not all the traffic.
 */
export function endpointApplications(props: EndpointApplicationsProps): Manifest[] {
  return [project(props), applicationSet(props)];
}

/** Only endpoints, and only in the namespaces of teams. */
function project({ repository, namespaces }: EndpointApplicationsProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name: PROJECT, namespace: NAMESPACES["argo-cd"], annotations: { ...SUBSCRIPTION } },
    spec: {
      description: "Endpoints of models",
      sourceRepos: [repository],
      // Argo CD compares both with this list: the destination of an application, and the namespace of each manifest.
      destinations: [UNNAMED, ...namespaces].map((namespace) => ({ server: OWN_CLUSTER, namespace })),
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [
        { group: "serving.kserve.io", kind: "InferenceService" },
        { group: "mlops.seldon.io", kind: "Model" },
      ],
    },
  };
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/ */
function applicationSet({ repository, branch, folder }: EndpointApplicationsProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "ApplicationSet",
    metadata: { name: "endpoints", namespace: NAMESPACES["argo-cd"] },
    spec: {
      goTemplate: true,
      goTemplateOptions: ["missingkey=error"],
      generators: [{ git: { repoURL: repository, revision: branch, directories: [{ path: `${folder}/*` }] } }],
      // A temporarily missing folder must not take an endpoint down.
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: {
        metadata: { name: "model-{{ .path.basename }}" },
        spec: {
          project: PROJECT,
          source: { repoURL: repository, targetRevision: branch, path: "{{ .path.path }}" },
          destination: { server: OWN_CLUSTER },
          ignoreDifferences: [
            {
              group: "serving.kserve.io",
              kind: "InferenceService",
              jsonPointers: ["/spec/predictor/canaryTrafficPercent"],
            },
          ],
          syncPolicy: {
            automated: { prune: false, selfHeal: true },
            // Without RespectIgnoreDifferences, which would omit the share that a commit specifies:
            // https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-difference-configs
            syncOptions: ["ServerSideApply=true"],
            retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
          },
        },
      },
    },
  };
}
