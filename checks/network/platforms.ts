import { join } from "node:path";
import { ComputeFirewall, type ComputeFirewallAllow } from "@cdktf/provider-google/lib/compute-firewall";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { PROFILE_NAMES } from "../../src/catalogue/profiles";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { HelmRelease } from "../../src/constructs/kubernetes/helm-release";
import { type Manifest, ManifestBundle } from "../../src/constructs/kubernetes/manifest-bundle";
import { Namespace } from "../../src/constructs/kubernetes/namespace";
import type { Environment } from "../../src/environment/environment";
import { synthesize } from "../../src/framework/synthesize";
import { addStacks } from "../../src/stacks/clouds";
import { inProfile } from "../in-profile";
import type { Cluster } from "./admission";
import { readChartObjects, recordedAs } from "./chart-objects";
import { MADE_BY_OPERATORS, PODS_OF_CLUSTERS } from "./made-by-operators";
import { type Labels, type NetworkPolicy, NOTHING, type Objects, together } from "./objects";
import { readManifests } from "./read-manifests";

/** Text in a namespace: values of a chart, or a manifest. */
export interface Written {
  readonly where: string;
  /** Namespace of the program that reads it. */
  readonly namespace: string;
  readonly text: string;
}

/** The platform of an environment and its models, as they will be on the cluster. */
export interface Platform {
  readonly name: string;
  readonly cluster: Cluster;
  readonly objects: Objects;
  /** Objects that no chart shows: `chart x`, `Kind name`. */
  readonly present: ReadonlySet<string>;
  readonly written: readonly Written[];
  /** Node ports that the network opens for the control plane; none if no firewall is in between. */
  readonly controlPlanePorts: readonly number[] | undefined;
  readonly releases: readonly HelmRelease[];
}

/** Every shipped environment in every profile, with models, and one with everything enabled. */
export function everyPlatform(): Platform[] {
  return loadEnvironments(join(__dirname, "../../environments"), "2026-11-01").flatMap((environment) => {
    const { platform } = environment;
    if (!platform) throw new Error(`${environment.name} has no platform`);
    const name = `${environment.cloud.provider}-${environment.name}`;
    return [
      ...PROFILE_NAMES.map((profile) => platformOf(`${name}, ${profile}`, inProfile(profile, environment))),
      platformOf(`${name}, everything in the mode Standard`, standard(environment, platform)),
    ];
  });
}

/** KServe without Knative, where an endpoint has a single revision and so no canary, with Seldon Core. */
function standard(environment: Environment, platform: NonNullable<Environment["platform"]>): Environment {
  const { models } = environment;
  return {
    ...environment,
    platform: {
      ...platform,
      profile: "full",
      components: { "seldon-core": true, knative: false },
      servingMode: "standard",
    },
    ...(models && { models: { ...models, canary: { ...models.canary, steps: [100] } } }),
  };
}

export function platformOf(name: string, environment: Environment): Platform {
  const found = walk(environment);
  const charts = readChartObjects();
  const present = new Set([
    ...found.releases.map(({ chart }) => `chart ${chart.name}`),
    ...found.bundles.flatMap(({ manifests }) => manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)),
  ]);
  const objects = together(
    { ...NOTHING, pods: PODS_OF_CLUSTERS[environment.cloud.provider] },
    ...found.releases.flatMap(({ chart }) => charts[recordedAs(chart.name, environment.cloud.provider)]?.objects ?? []),
    ...found.bundles.map(({ manifests, release }) => readManifests(manifests, release.namespaceInput ?? "")),
    ...MADE_BY_OPERATORS.filter(({ from }) => present.has(from)).map((made) => made.objects),
  );
  return {
    name,
    cluster: {
      plugin: { addressesOfPods: environment.cloud.provider === "aws" },
      namespaces: found.namespaces,
      policies: [...objects.policies, ...found.policies],
    },
    objects,
    present,
    controlPlanePorts: environment.cloud.provider === "google" ? found.controlPlanePorts : undefined,
    written: [...found.releases.map(valuesOf), ...found.bundles.flatMap(manifestsOf)],
    releases: found.releases,
  };
}

function walk(environment: Environment) {
  const releases: HelmRelease[] = [];
  const bundles: ManifestBundle[] = [];
  const policies: NetworkPolicy[] = [];
  const controlPlanePorts: number[] = [];
  const namespaces = new Map<string, Labels>();
  synthesize((app) => {
    addStacks(app, environment);
    for (const element of app.node.findAll()) {
      if (element instanceof HelmRelease) releases.push(element);
      if (element instanceof ManifestBundle) bundles.push(element);
      if (element instanceof ComputeFirewall && element.node.id === "control-plane-to-webhooks")
        controlPlanePorts.push(...portsOf(element));
      if (element instanceof NetworkPolicyV1) policies.push(policyOf(element));
      if (element instanceof Namespace) {
        const { name = "", labels } = element.namespace.metadataInput ?? {};
        namespaces.set(name, labels ?? {});
      }
    }
  });
  return { releases, bundles, policies, controlPlanePorts, namespaces };
}

function portsOf({ allowInput }: ComputeFirewall): number[] {
  if (!Array.isArray(allowInput)) throw new Error("the firewall allows nothing");
  return allowInput.flatMap(({ ports = [] }: ComputeFirewallAllow) => ports.map(Number));
}

function policyOf(element: NetworkPolicyV1): NetworkPolicy {
  const namespace = element.node.scope;
  if (!(namespace instanceof Namespace)) throw new Error(`${element.node.path} is in no namespace of ours`);
  const spec = JSON.parse(JSON.stringify(element.specInput));
  return {
    name: element.metadataInput?.name ?? "",
    namespace: namespace.namespace.metadataInput?.name ?? "",
    spec,
  };
}

function valuesOf({ chart, values, release }: HelmRelease): Written {
  return { where: `values of ${chart.name}`, namespace: release.namespaceInput ?? "", text: JSON.stringify(values) };
}

function manifestsOf({ manifests, release }: ManifestBundle): Written[] {
  return manifests.map((manifest) => ({
    where: `${manifest.kind} ${manifest.metadata.name}`,
    namespace: runsIn(manifest) ?? String(manifest.metadata.namespace ?? release.namespaceInput),
    text: JSON.stringify(manifest),
  }));
}

/** What an Argo CD application deploys runs elsewhere; the gateway calls hosts, regardless of the route's namespace. */
function runsIn({ kind, spec }: Manifest): string | undefined {
  if (kind === "Application") return (spec as { destination: { namespace: string } }).destination.namespace;
  return kind === "VirtualService" ? "entry" : undefined;
}
