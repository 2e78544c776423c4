import { CATALOGUE } from "../../src/catalogue/catalogue";
import { Component } from "../../src/constructs/kubernetes/component";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { Namespace } from "../../src/constructs/kubernetes/namespace";
import type { Environment } from "../../src/environment/environment";
import { synthesize } from "../../src/framework/synthesize";
import { addStacks } from "../../src/stacks/clouds";
import { shipped, shippedOnKubernetes } from "./shipped";

// biome-ignore lint/suspicious/noExplicitAny: values and manifests have arbitrary structures, and tests assert on them
type Anything = any;

interface Built {
  readonly manifests: readonly Manifest[];
  readonly values: (chart: string) => Anything;
  /** Labels of each namespace. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

function build(environment: Environment): Built {
  const components: Component[] = [];
  const namespaces = new Map<string, Readonly<Record<string, string>>>();
  synthesize((app) => {
    addStacks(app, environment);
    for (const element of app.node.findAll()) {
      if (element instanceof Component) components.push(element);
      if (element instanceof Namespace) {
        const { name = "", labels = {} } = element.namespace.metadataInput ?? {};
        namespaces.set(name, { ...labels, "kubernetes.io/metadata.name": name });
      }
    }
  });
  const releases = components.flatMap((component) => component.releases);
  return {
    manifests: components.flatMap((component) => component.manifests),
    values: (chart) => releases.find((release) => release.chart.name === chart)?.values,
    namespaces,
  };
}

/** A listener with TLS on the gateway's pods. */
interface Listener {
  /** Gateway that routes name. */
  readonly gateway: string;
  readonly hosts: readonly string[];
  /** Secret in the namespace of the pods. */
  readonly certificate: string;
  readonly admits: (labels: Readonly<Record<string, string>>) => boolean;
}

const covers = (pattern: string, host: string) =>
  pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : pattern === host;

/** A wildcard in a certificate matches one label: https://www.rfc-editor.org/rfc/rfc6125#section-6.4.3 */
const certifies = (name: string, host: string) =>
  name === host || (name.startsWith("*.") && host.slice(host.indexOf(".")) === name.slice(1));

function matches({ matchLabels = {}, matchExpressions = [] }: Anything, labels: Readonly<Record<string, string>>) {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator }: Anything) => operator === "Exists" && key in labels)
  );
}

/** Listeners with TLS on port 443 of the pods of the chart `gateway`, in both of Istio's APIs. */
function listenersOf({ manifests, values }: Built): Listener[] {
  const { name, labels, service } = values("gateway");
  const gateways = manifests.filter(({ kind }) => kind === "Gateway") as Anything[];
  return gateways.flatMap(({ apiVersion, metadata, spec }): Listener[] => {
    const gateway = `${metadata.namespace}/${metadata.name}`;
    if (apiVersion.startsWith("networking.istio.io/")) {
      expect(labels).toMatchObject(spec.selector);
      return spec.servers
        .filter(({ port }: Anything) => port.protocol === "HTTPS" && port.number === 443)
        .map(({ hosts, tls }: Anything) => ({ gateway, hosts, certificate: tls.credentialName, admits: () => true }));
    }
    expect(spec.gatewayClassName).toBe("istio");
    // Otherwise Istio starts pods for it.
    expect(spec.addresses).toEqual([{ type: "Hostname", value: `${name}.entry.svc.cluster.local` }]);
    const ports = service.ports?.map(({ port }: Anything) => port) ?? [80, 443];
    return spec.listeners
      .filter(({ protocol, port }: Anything) => protocol === "HTTPS" && ports.includes(port))
      .map(({ hostname, tls, allowedRoutes }: Anything) => ({
        gateway,
        hosts: [hostname],
        certificate: tls.certificateRefs[0].name,
        admits: (own: Readonly<Record<string, string>>) => matches(allowedRoutes.namespaces.selector, own),
      }));
  });
}

/** Host of a model, and the gateway that KServe's route for it names; none if it creates an Ingress. */
function announced({ values }: Built, model: string, team: string) {
  const { deploymentMode, gateway } = values("kserve-resources").kserve.controller;
  const { domain, urlScheme, ingressGateway } = gateway;
  // The chart's default: {{ .Name }}-{{ .Namespace }}.{{ .IngressDomain }}
  expect(gateway).not.toHaveProperty("domainTemplate");
  const knative = deploymentMode === "Knative";
  const routed = knative ? ingressGateway.gateway : ingressGateway.enableGatewayApi && ingressGateway.kserveGateway;
  return { url: new URL(`${urlScheme}://${model}-${team}.${domain}`), gateway: routed || undefined };
}

const ENVIRONMENTS = [shipped("aws", "dev"), shipped("google", "prod"), shippedOnKubernetes()].flatMap((environment) =>
  (["knative", "standard"] as const).map((servingMode) => {
    const { platform } = environment;
    if (!platform) throw new Error(`${environment.name} has no platform`);
    const components = {
      ...(environment.cloud.provider !== "google" && { "gateway-api-crds": servingMode === "standard" }),
      ...(servingMode === "knative" && { knative: true }),
    };
    const { models: _, ...rest } = environment;
    return {
      name: `${environment.cloud.provider}, mode ${servingMode}`,
      environment: { ...rest, platform: { ...platform, servingMode, components } } as Environment,
      provider: environment.cloud.provider,
      servingMode,
    };
  }),
);

describe.each(ENVIRONMENTS)("$name", ({ environment, provider, servingMode }) => {
  const built = build(environment);
  const listeners = listenersOf(built);
  const teams = environment.platform?.teams.map(({ name }) => name) ?? [];

  test.each(teams)("a model of the team %s answers at the address that KServe announces, with TLS", (team) => {
    const { url, gateway } = announced(built, "scorer", team);
    expect(url.protocol).toBe("https:");
    // Envoy selects the listener with the longest name that matches.
    const [listener] = listeners
      .filter(({ hosts }) => hosts.some((host) => covers(host, url.host)))
      .sort((left, right) => (right.hosts[0]?.length ?? 0) - (left.hosts[0]?.length ?? 0));
    expect(listener?.gateway).toBe(gateway);
    expect(listener?.admits(built.namespaces.get(team) ?? {})).toBe(true);
    const certificate = built.manifests.find(
      ({ kind, spec }) => kind === "Certificate" && (spec as Anything).secretName === listener?.certificate,
    ) as Anything;
    expect(certificate?.metadata.namespace).toBe("entry");
    expect(certificate?.spec.dnsNames.some((name: string) => certifies(name, url.host))).toBe(true);
  });

  test("no two listeners have the same host: Istio would drop one of them", () => {
    const hosts = listeners.flatMap((listener) => listener.hosts);
    expect(hosts).toEqual([...new Set(hosts)]);
  });

  test("no two listeners have certificates for the same host: browsers would use one connection for both", () => {
    const names = built.manifests
      .filter(({ kind, metadata }) => kind === "Certificate" && metadata.namespace === "entry")
      .flatMap(({ spec }) => (spec as Anything).dnsNames as string[]);
    expect(names).toEqual([...new Set(names)]);
  });

  test("routes of the Gateway API are only accepted from teams, and only for models", () => {
    const [gateway] = built.manifests.filter(
      ({ kind, apiVersion }) => kind === "Gateway" && apiVersion.startsWith("gateway.networking.k8s.io/"),
    ) as Anything[];
    expect(gateway !== undefined).toBe(servingMode === "standard");
    if (!gateway) return;
    const domain = environment.platform?.domain;
    for (const { hostname } of gateway.spec.listeners) expect(hostname).toBe(`*.models.${domain}`);
    for (const [name, labels] of built.namespaces) {
      for (const { admits } of listeners.filter(({ gateway }) => gateway === "entry/models")) {
        expect([name, admits(labels)]).toEqual([name, teams.includes(name)]);
      }
    }
  });

  test("an Ingress opens no listener", () => {
    expect(built.values("istiod").meshConfig.ingressControllerMode).toBe("OFF");
  });

  test("the definitions of the Gateway API come from one place", () => {
    expect(CATALOGUE["gateway-api-crds"].providers?.includes(provider)).toBe(provider !== "google");
  });
});

test("a host that ends with the names of two teams is protected for the longer one", () => {
  const environment = shippedOnKubernetes();
  const { platform } = environment;
  if (!platform) throw new Error("it has no platform");
  const [team] = platform.teams;
  const messages = (...names: readonly string[]) => {
    const teams = names.map((name) => ({ groups: [name], quota: { cpu: 1, memoryGiB: 1, gpus: 0 }, ...team, name }));
    const { manifests } = build({ ...environment, platform: { ...platform, teams } });
    const policy = manifests.find(({ kind }) => kind === "ValidatingAdmissionPolicy") as Anything;
    return policy.spec.validations.map(({ message }: Anything) => message).slice(1);
  };
  expect(messages("fraud", "card-fraud", "discard")).toEqual([
    "Host names that end with -card-fraud belong to the team card-fraud. Give the model another name.",
  ]);
  expect(messages("fraud", "churn")).toEqual([]);
});
