import { SUBSCRIPTION } from "../delivery/endpoint-notifications";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";

export interface EndpointApplicationsProps {
  /** Repository in Git, by HTTPS. */
  readonly repository: string;
  /** Branch that says what runs. */
  readonly branch: string;
  /** Folder with one folder for each endpoint, e.g. `models/aws-prod`. */
  readonly folder: string;
  /** Namespaces that endpoints may be in. */
  readonly namespaces: readonly string[];
}

const PROJECT = "models";

/**
 * Has Argo CD deliver every endpoint whose folder is in Git. Another share of the traffic in the cluster is no difference
 * to it: a rollback stands, whether or not Git can be reached. A commit is applied as it is, so that a version that
 * somebody merges gets the share that its commit names, and not all the traffic.
 */
export function endpointApplications(props: EndpointApplicationsProps): Manifest[] {
  return [project(props), applicationSet(props)];
}

/** Endpoints and nothing else, in the namespaces of teams and nowhere else. */
function project({ repository, namespaces }: EndpointApplicationsProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name: PROJECT, namespace: NAMESPACES["argo-cd"], annotations: { ...SUBSCRIPTION } },
    spec: {
      description: "Endpoints of models",
      sourceRepos: [repository],
      destinations: namespaces.map((namespace) => ({ server: "https://kubernetes.default.svc", namespace })),
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
      // A folder that is gone for a moment must not take an endpoint down.
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: {
        metadata: { name: "model-{{ .path.basename }}" },
        spec: {
          project: PROJECT,
          source: { repoURL: repository, targetRevision: branch, path: "{{ .path.path }}" },
          destination: { server: "https://kubernetes.default.svc" },
          ignoreDifferences: [
            {
              group: "serving.kserve.io",
              kind: "InferenceService",
              jsonPointers: ["/spec/predictor/canaryTrafficPercent"],
            },
          ],
          syncPolicy: {
            automated: { prune: false, selfHeal: true },
            // Without RespectIgnoreDifferences, which would leave out the share that a commit names:
            // https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-difference-configs
            syncOptions: ["ServerSideApply=true"],
            retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
          },
        },
      },
    },
  };
}
