import type { SecretEntry, WorkloadIdentity } from "../../../contracts";
import { NOTIFICATIONS_ACCOUNT } from "../../delivery/endpoint-notifications";
import { granted } from "../../delivery/granted";
import { workflowReaders } from "../../delivery/workflow-users";
import { externalSecret } from "../../kubernetes/external-secret";
import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { CLOUD_SECRETS, NAMESPACES } from "../../kubernetes/names";
import { EVENTS_ACCOUNT } from "../../observability/events-account";
import { DELIVERY_ACCOUNT, RELEASE_TOKEN } from "../workflows/delivery-job";

const NAMESPACE = NAMESPACES["model-delivery"];

export interface ReleaseAccessProps {
  readonly identity: WorkloadIdentity;
  /** Namespaces with endpoints. */
  readonly namespaces: readonly string[];
  /** Endpoints in them. */
  readonly endpoints: readonly { readonly name: string }[];
  /** Entry of the secret store with the Git credentials of releases. */
  readonly tokenEntry: SecretEntry;
}

/** Permissions of releases: endpoints in the given namespaces, their own workflows, and nothing else. */
export function releaseAccess({ identity, namespaces, endpoints, tokenEntry }: ReleaseAccessProps): Manifest[] {
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: DELIVERY_ACCOUNT, namespace: NAMESPACE, annotations: { ...identity.annotations } },
    },
    externalSecret({
      name: RELEASE_TOKEN,
      namespace: NAMESPACE,
      store: CLOUD_SECRETS,
      data: { token: { entry: tokenEntry } },
    }),
    // What Argo requires of the account of every workflow:
    // https://argo-workflows.readthedocs.io/en/latest/workflow-rbac/
    ...granted("workflow-executor", NAMESPACE, DELIVERY_ACCOUNT, NAMESPACE, [
      { apiGroups: ["argoproj.io"], resources: ["workflowtaskresults"], verbs: ["create", "patch"] },
    ]),
    ...workflowReaders(NAMESPACE),
    ...granted("submit-by-alert", NAMESPACE, EVENTS_ACCOUNT, NAMESPACES.monitoring, SUBMIT),
    ...granted("submit-by-notification", NAMESPACE, NOTIFICATIONS_ACCOUNT, NAMESPACES["argo-cd"], SUBMIT),
    ...namespaces.flatMap((namespace) =>
      granted("model-releases", namespace, DELIVERY_ACCOUNT, NAMESPACE, [
        ...ENDPOINTS,
        ...recorded(endpoints),
        ...removed(endpoints),
      ]),
    ),
  ];
}

/** Releases may delete the objects that they create next to an endpoint, but no endpoint. */
function removed(endpoints: ReleaseAccessProps["endpoints"]): JsonObject[] {
  if (endpoints.length === 0) return [];
  return [
    {
      apiGroups: ["serving.kserve.io", "mlops.seldon.io"],
      resources: ["inferenceservices", "models"],
      resourceNames: endpoints.flatMap(({ name }) => [`${name}-challenger`, `${name}-shadow`]),
      verbs: ["delete"],
    },
  ];
}

/** Record of an endpoint's last release, in a ConfigMap next to it. */
function recorded(endpoints: ReleaseAccessProps["endpoints"]): JsonObject[] {
  if (endpoints.length === 0) return [];
  return [
    {
      apiGroups: [""],
      resources: ["configmaps"],
      resourceNames: endpoints.map(({ name }) => `${name}-release`),
      verbs: ["get", "patch"],
    },
    // The creation of an object can't be restricted by its name.
    { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] },
  ];
}

/** Permissions that the address for events requires: https://argo-workflows.readthedocs.io/en/latest/events/ */
const SUBMIT: readonly JsonObject[] = [
  { apiGroups: ["argoproj.io"], resources: ["workfloweventbindings"], verbs: ["get", "list"] },
  { apiGroups: ["argoproj.io"], resources: ["workflowtemplates"], verbs: ["get"] },
  { apiGroups: ["argoproj.io"], resources: ["workflows"], verbs: ["create"] },
];

const ENDPOINTS: readonly JsonObject[] = [
  {
    apiGroups: ["serving.kserve.io"],
    resources: ["inferenceservices"],
    verbs: ["create", "get", "list", "patch", "watch"],
  },
  // Traffic share and version of each revision.
  { apiGroups: ["serving.knative.dev"], resources: ["services", "revisions"], verbs: ["get"] },
  {
    apiGroups: ["mlops.seldon.io"],
    resources: ["experiments", "models"],
    verbs: ["create", "get", "list", "patch", "watch"],
  },
  // Events on the endpoint: `kubectl describe` shows them.
  { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
];
