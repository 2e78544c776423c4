import { admitted, type Caller } from "./admission";
import { type LabelSelector, type Labels, type Monitor, type Peer, type Pods, type Service, selects } from "./objects";
import { everyPlatform, type Platform } from "./platforms";

const PLATFORMS = everyPlatform();

/** They select Services of the cluster, which are in none of our charts: the kubelet's and the API server's. */
const OF_THE_CLUSTER: ReadonlySet<string> = new Set([
  "monitoring/kube-prometheus-stack-apiserver",
  "monitoring/kube-prometheus-stack-kubelet",
]);

describe.each(PLATFORMS.map((platform) => [platform.name, platform] as const))("on %s", (_, platform) => {
  const { cluster, objects } = platform;
  const { services, calls, monitors } = objects;

  test("the API server reaches every webhook and every aggregated API", () => {
    const caller = apiServer(platform);
    expect(calls.length).toBeGreaterThan(10);
    const unanswered = calls.flatMap(({ name, service, namespace, port }) => {
      const target = services.find((each) => each.name === service && each.namespace === namespace);
      if (!target) return [`${name}: there is no service ${service}.${namespace}`];
      return behind(platform, target, port).flatMap(({ pods, port: open }) =>
        admitted(cluster, caller, pods, open) ? [] : [`${name}: ${namespace} blocks port ${open} of ${pods.name}`],
      );
    });
    expect(unanswered).toEqual([]);
  });

  test("Prometheus reaches every pod that a monitor selects, and each monitor finds one", () => {
    const prometheus = one(objects.pods.filter(({ name }) => name === "prometheus-kube-prometheus-stack-prometheus"));
    expect(monitors.length).toBeGreaterThan(15);
    const dark = monitors
      .filter(({ name }) => !MADE_LATER.has(name) && !OF_THE_CLUSTER.has(name))
      .flatMap((monitor) => {
        const targets = scraped(platform, monitor);
        if (targets.length === 0) return [`${monitor.name} finds nothing`];
        return targets.flatMap(({ pods, port }) =>
          admitted(cluster, prometheus, pods, port)
            ? []
            : [`${monitor.name}: ${pods.namespace} blocks port ${port} of ${pods.name}`],
        );
      });
    expect(dark).toEqual([]);
  });

  test("every service selects pods of its own namespace, which listen on its target port", () => {
    const empty = services
      .filter(({ selector }) => selector)
      .flatMap((service) =>
        service.ports.flatMap(({ port }) =>
          behind(platform, service, port).length > 0
            ? []
            : [`${service.name}.${service.namespace}:${port} leads nowhere`],
        ),
      );
    expect(empty).toEqual([]);
  });

  test("only the entry namespace is open to all others", () => {
    const open = cluster.policies
      .filter(({ namespace, spec }) => namespace !== "entry" && (spec.ingress ?? []).some(({ from }) => everyone(from)))
      .map(({ namespace, name }) => `${name} in ${namespace}`);
    expect(open).toEqual([]);
  });

  test("the entry's ports are open to packets that nodes forward", () => {
    const gateway = one(objects.pods.filter(({ labels }) => labels.istio === "ingressgateway"));
    const service = one(services.filter(({ name }) => name === "istio-ingressgateway"));
    const node: Caller = { namespace: "", labels: {} };
    for (const { port } of service.ports)
      for (const target of behind(platform, service, port)) {
        expect(admitted(cluster, node, gateway, target.port)).toBe(true);
        expect(admitted(cluster, "outside", gateway, target.port)).toBe(true);
      }
  });
});

test.each(
  PLATFORMS.flatMap((platform) =>
    platform.controlPlanePorts ? [[platform.name, platform, platform.controlPlanePorts] as const] : [],
  ),
)("on %s the network lets the control plane reach webhooks and aggregated APIs", (_, platform, open) => {
  const { calls, services } = platform.objects;
  const targets = calls.flatMap(({ service, namespace, port }) =>
    services
      .filter((each) => each.name === service && each.namespace === namespace)
      .flatMap((each) => behind(platform, each, port)),
  );
  expect(targets.length).toBeGreaterThan(10);
  expect(targets.map(({ port }) => port).filter((port) => !open.includes(port))).toEqual([]);
});

/** Found by their pods alone, which exist with revisions, predictors or models. */
const MADE_LATER: ReadonlySet<string> = new Set([
  "knative-serving/revisions",
  "kserve/predictors",
  ...["agents", "servers", "pipeline-gateway", "envoy"].map((name) => `seldon-mesh/${name}`),
]);

/** Blocks are for the API server. */
function everyone(from: readonly Peer[] | undefined): boolean {
  if (from === undefined || from.length === 0) return true;
  return from.some(({ namespaceSelector, podSelector }) => isEmpty(namespaceSelector) && podSelector === undefined);
}

function isEmpty(selector: LabelSelector | undefined): boolean {
  return selector !== undefined && !selector.matchLabels && !selector.matchExpressions;
}

function apiServer({ cluster }: Platform): Caller {
  return cluster.plugin.addressesOfPods
    ? "outside"
    : { namespace: "kube-system", labels: { "k8s-app": "konnectivity-agent" } };
}

/** The pods behind a port of a service, with their own port. */
function behind({ objects }: Platform, service: Service, port: number): { pods: Pods; port: number }[] {
  const target = service.ports.find((each) => each.port === port)?.targetPort;
  return objects.pods
    .filter(
      ({ namespace, labels }) =>
        namespace === service.namespace && selects({ matchLabels: service.selector ?? {} }, labels),
    )
    .flatMap((pods) => listening(pods, target));
}

function listening(pods: Pods, target: number | string | undefined): { pods: Pods; port: number }[] {
  const found = pods.ports.filter(({ name, port }) => target === name || Number(target) === port);
  const ports = found.length === 0 && opensPorts(pods) ? [{ port: Number(target) }] : found;
  return ports.map(({ port }) => ({ pods, port }));
}

/** Gateways open the ports of `Gateway` objects, which their containers don't declare. */
function opensPorts({ labels }: Pods): boolean {
  return labels.istio === "ingressgateway";
}

function scraped(platform: Platform, monitor: Monitor): { pods: Pods; port: number }[] {
  const here = ({ namespace, labels }: { namespace: string; labels: Labels }) =>
    (monitor.namespaces === "any" || monitor.namespaces.includes(namespace)) && selects(monitor.selector, labels);
  if (monitor.of === "pods")
    return platform.objects.pods
      .filter(here)
      .flatMap((pods) => monitor.ports.flatMap((port) => declared(pods, "port" in port ? port.port : port.targetPort)));
  return platform.objects.services.filter(here).flatMap((service) =>
    monitor.ports.flatMap((port) =>
      service.ports.flatMap((each) => {
        const targets = behind(platform, service, each.port);
        if ("targetPort" in port) return targets.flatMap(({ pods }) => declared(pods, port.targetPort));
        return each.name === port.port ? targets : [];
      }),
    ),
  );
}

/**
 * Prometheus only discovers the ports that containers declare.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod
 */
function declared(pods: Pods, target: string | number): { pods: Pods; port: number }[] {
  return pods.ports.filter(({ name, port }) => target === name || target === port).map(({ port }) => ({ pods, port }));
}

function one<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length > 1) throw new Error(`${items.length} instead of one`);
  return item;
}
