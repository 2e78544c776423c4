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
 * Has Argo CD deliver every endpoint whose folder is in Git. It leaves the share of the traffic alone: a rollback in the
 * cluster stands, whatever Git says and whether or not Git can be reached.
 */
export function endpointApplications(props: EndpointApplicationsProps): Manifest[] {
  return [project(props), applicationSet(props)];
}

/** Endpoints and nothing else, in the namespaces of teams and nowhere else. */
function project({ repository, namespaces }: EndpointApplicationsProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name: PROJECT, namespace: NAMESPACES["argo-cd"] },
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
            syncOptions: ["ServerSideApply=true", "RespectIgnoreDifferences=true"],
            retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
          },
        },
      },
    },
  };
}
