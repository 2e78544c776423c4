import type {
  ApiServerCall,
  LabelSelector,
  Monitor,
  NetworkPolicy,
  Objects,
  Pods,
  Service,
  StrictWebhook,
} from "./objects";

// biome-ignore lint/suspicious/noExplicitAny: manifests of forty kinds, of which only a few fields are read
type Manifest = any;

const WORKLOADS = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** Reads manifests; `namespace` is that of the Helm release, for manifests without one. */
export function readManifests(manifests: readonly Manifest[], namespace: string): Objects {
  const of = (...kinds: string[]) => manifests.filter(({ kind }) => kinds.includes(kind));
  const webhooks = of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");
  return {
    pods: manifests.filter(({ kind }) => WORKLOADS.has(kind)).map((workload) => podsOf(workload, namespace)),
    services: of("Service").map((service) => serviceOf(service, namespace)),
    calls: [
      ...webhooks.flatMap(callsOfWebhooks),
      ...of("APIService").flatMap(callOfApi),
      ...of("CustomResourceDefinition").flatMap(callOfConversion),
    ],
    strictWebhooks: webhooks.flatMap(strictOnes),
    monitors: of("ServiceMonitor", "PodMonitor").map((monitor) => monitorOf(monitor, namespace)),
    policies: of("NetworkPolicy").map((policy) => policyOf(policy, namespace)),
  };
}

function podsOf({ metadata, spec: { template } }: Manifest, namespace: string): Pods {
  const { containers } = template.spec;
  const initContainers = template.spec.initContainers ?? [];
  // A sidecar (restartable init container) serves as well.
  const lasting = [...containers, ...initContainers.filter((container: Manifest) => container.restartPolicy)];
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? namespace,
    labels: texts(template.metadata.labels),
    ports: lasting
      .flatMap(({ ports = [] }: Manifest) => ports)
      .filter(({ protocol = "TCP" }: Manifest) => protocol === "TCP")
      .map(({ name, containerPort }: Manifest) => ({ ...(name && { name }), port: Number(containerPort) })),
  };
}

function serviceOf({ metadata, spec }: Manifest, namespace: string): Service {
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? namespace,
    labels: texts(metadata.labels),
    ...(spec.selector && { selector: texts(spec.selector) }),
    ports: (spec.ports ?? [])
      .filter(({ protocol = "TCP" }: Manifest) => protocol === "TCP")
      .map(({ name, port, targetPort = port }: Manifest) => ({
        ...(name && { name }),
        port: Number(port),
        targetPort,
      })),
  };
}

function callsOfWebhooks({ metadata, webhooks = [] }: Manifest): ApiServerCall[] {
  return webhooks.flatMap(({ name, clientConfig }: Manifest) =>
    clientConfig.service ? [callOf(`${metadata.name}, ${name}`, clientConfig.service)] : [],
  );
}

function callOfApi({ metadata, spec }: Manifest): ApiServerCall[] {
  return spec.service ? [callOf(metadata.name, spec.service)] : [];
}

function callOfConversion({ metadata, spec }: Manifest): ApiServerCall[] {
  const service = spec.conversion?.webhook?.clientConfig?.service;
  return service ? [callOf(`conversion of ${metadata.name}`, service)] : [];
}

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#service-reference */
function callOf(name: string, service: Manifest): ApiServerCall {
  return { name, service: service.name, namespace: service.namespace, port: Number(service.port ?? 443) };
}

function strictOnes({ metadata, webhooks = [] }: Manifest): StrictWebhook[] {
  return webhooks
    .filter(({ failurePolicy = "Fail" }: Manifest) => failurePolicy === "Fail")
    .map(({ name, rules = [], namespaceSelector, objectSelector }: Manifest) => ({
      name: `${metadata.name}, ${name}`,
      resources: rules.flatMap(({ apiGroups = [], resources = [] }: Manifest) =>
        apiGroups.flatMap((group: string) => resources.map((resource: string) => `${group}/${resource}`)),
      ),
      ...(notEmpty(namespaceSelector) && { namespaceSelector }),
      ...(notEmpty(objectSelector) && { objectSelector }),
    }));
}

function notEmpty(selector: LabelSelector | undefined): boolean {
  return selector !== undefined && selector !== null && Object.keys(selector).length > 0;
}

function monitorOf({ kind, metadata, spec }: Manifest, namespace: string): Monitor {
  const own = metadata.namespace ?? namespace;
  const endpoints = kind === "PodMonitor" ? spec.podMetricsEndpoints : spec.endpoints;
  return {
    name: `${own}/${metadata.name}`,
    of: kind === "PodMonitor" ? "pods" : "services",
    selector: spec.selector,
    namespaces: spec.namespaceSelector?.any ? "any" : (spec.namespaceSelector?.matchNames ?? [own]),
    ports: endpoints.map(({ port, portNumber, targetPort }: Manifest) =>
      port === undefined ? { targetPort: portNumber ?? targetPort } : { port },
    ),
  };
}

function policyOf({ metadata, spec }: Manifest, namespace: string): NetworkPolicy {
  const types = spec.policyTypes ?? ["Ingress", ...(spec.egress ? ["Egress"] : [])];
  return { name: metadata.name, namespace: metadata.namespace ?? namespace, spec: { ...spec, policyTypes: types } };
}

/** Labels are strings, however YAML parses them. */
function texts(labels: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(labels ?? {}).map(([key, value]) => [key, String(value)]));
}
