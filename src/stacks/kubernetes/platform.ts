import { IMAGES } from "../../catalogue/images";
import { apiServerEgress } from "../../constructs/embedded/api-server-egress";
import { teamStore } from "../../constructs/embedded/key-secret";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { storeEgress } from "../../constructs/embedded/store-egress";
import { externalSecret } from "../../constructs/kubernetes/external-secret";
import type { JsonObject } from "../../constructs/kubernetes/json";
import { ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import { CLOUD_SECRETS } from "../../constructs/kubernetes/names";
import { embeddedServerNames } from "../../environment/embedded-server-names";
import type { KubernetesEnvironment, Platform } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { teamAccess } from "../access";
import { chosenComponents } from "../chosen-components";
import type { CloudFacts } from "../platform/cloud-facts";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { PlatformComponents } from "../platform/platform-components";
import { mysqlOf, postgresOf } from "./databases";
import { FOUNDATION, identityOf, type KeyHolder, keyHolders, TEAM_READER } from "./embedded";
import { entryOf, GENERATED_SECRETS, ownedEntry } from "./entries";
import { keyCopies } from "./key-copies";
import { keyManifestOf } from "./key-manifest";
import { CONFIGURED, namedSecrets } from "./named-secrets";
import { addressOf, bucketOf } from "./object-stores";
import { registryOf } from "./registry";
import { KubernetesStack } from "./stack";

/** Type of the entry gateway's Service. */
const GATEWAY_SERVICE = {
  "load-balancer": "LoadBalancer",
  "node-port": "NodePort",
  "port-forward": "ClusterIP",
} as const;

/** Everything that is installed on a Kubernetes cluster that exists already. */
export class KubernetesPlatform extends KubernetesStack {
  readonly platform: PlatformComponents;

  constructor(scope: Construct, environment: KubernetesEnvironment & { readonly platform: Platform }) {
    super(scope, "platform", environment);
    const holders = keyHolders(environment);
    this.platform = new PlatformComponents(this, environment, environment.platform, this.facts(environment, holders));
    for (const holder of holders.filter(({ isTeams, stack }) => !isTeams && stack === "platform"))
      this.addKey(holder, environment);
    for (const name of CONFIGURED) this.addNamedSecrets(name, environment);
    const copies = this.addKeyCopies(environment);
    for (const { name } of environment.platform.teams) {
      this.addTeamKeys(
        name,
        holders.filter(({ isTeams, stack, namespace }) => isTeams && stack === "platform" && namespace === name),
        environment,
        copies,
      );
    }
  }

  /** The key of a component: after its namespace, before its pods. */
  private addKey(holder: KeyHolder, environment: KubernetesEnvironment): void {
    const { consumer, keySecret: name, namespace } = holder;
    const { components } = this.platform;
    const bundle = new ManifestBundle(this, `key-${consumer}`, {
      name,
      namespace,
      manifests: [keyManifestOf(environment, holder)],
    });
    const owner = [...components.values()].find((component) => component.namespace === namespace);
    const secrets = components.get("external-secrets");
    waitFor(bundle, ...(secrets ? [secrets.last] : []), ...(owner ? [owner.first] : []));
    if (owner) waitFor(owner.second, bundle);
  }

  /** The keys of a team, which only the store of the team may read. */
  private addTeamKeys(
    namespace: string,
    holders: readonly KeyHolder[],
    environment: KubernetesEnvironment,
    copies: readonly ManifestBundle[],
  ): void {
    const bundle = new ManifestBundle(this, `team-${namespace}-keys`, {
      name: TEAM_READER,
      namespace,
      manifests: [
        ...teamStore(namespace, TEAM_READER, FOUNDATION),
        storeEgress(namespace, addressOf(environment, teamAccess(namespace).buckets)),
        apiServerEgress(namespace),
        ...holders.map((holder) => keyManifestOf(environment, holder)),
      ],
    });
    const team = this.node.findChild(`team-${namespace}`);
    const secrets = this.platform.components.get("external-secrets");
    waitFor(bundle, team, ...copies, ...(secrets ? [secrets.last] : []));
  }

  private addKeyCopies(environment: KubernetesEnvironment): ManifestBundle[] {
    const manifests = keyCopies(environment);
    if (manifests.length === 0) return [];
    const bundle = new ManifestBundle(this, "key-copies", { name: "key-copies", namespace: FOUNDATION, manifests });
    const secrets = this.platform.components.get("external-secrets");
    waitFor(bundle, ...(secrets ? [secrets.last] : []));
    return [bundle];
  }

  /** Secrets that the owner's configuration of a component names: after its namespace, before its pods. */
  private addNamedSecrets(name: (typeof CONFIGURED)[number], environment: KubernetesEnvironment): void {
    const component = this.platform.components.get(name);
    const secrets = this.platform.components.get("external-secrets");
    const named = namedSecrets(name, environment);
    if (!component || !secrets || named.length === 0) return;
    const { namespace } = component;
    const bundle = new ManifestBundle(this, `${name}-named-secrets`, {
      name: `${name}-named-secrets`,
      namespace,
      manifests: named.map((each) =>
        externalSecret({
          name: each.name,
          namespace,
          store: CLOUD_SECRETS,
          data: Object.fromEntries(each.keys.map((key) => [key, { entry: ownedEntry(environment, each.name, key) }])),
        }),
      ),
    });
    waitFor(bundle, secrets.last, component.first);
    // cert-manager reads them when it asks for a certificate, which the gateway waits for.
    const reader = name === "cert-manager" ? this.platform.components.get("entry")?.first : component.second;
    if (reader) waitFor(reader, bundle);
  }

  private facts(environment: KubernetesEnvironment, holders: readonly KeyHolder[]): CloudFacts {
    const { cloud } = environment;
    return {
      clusterName: environmentId(environment),
      database: postgresOf(environment),
      pipelinesDatabase: mysqlOf(environment),
      bucket: (purpose) => bucketOf(environment, purpose),
      identity: (consumer) => identityOf(holders, CONSUMER_ACCESS[consumer], consumer),
      teamIdentity: (team) => identityOf(holders, teamAccess(team), `team-${team}`),
      secretEntry: (entry) => entryOf(environment, entry),
      ...secretStores(cloud),
      loadBalancerAnnotations: {},
      gatewayService: GATEWAY_SERVICE[cloud.gateway],
      storageClass: cloud.storageClass,
      podCidr: cloud.podCidr,
      ...(cloud.certificates?.issuer !== undefined && { issuer: cloud.certificates.issuer }),
      ...(cloud.certificates?.acme && { dnsSolver: cloud.certificates.acme.solver as JsonObject }),
      // The default of kubeadm, k3s and kind.
      clusterDns: "coredns",
      ...(cloud.dns && { dns: { provider: cloud.dns.provider, environment: cloud.dns.env as readonly JsonObject[] } }),
      backupPlugin: {
        provider: "aws",
        image: IMAGES.veleroAws,
        config: {
          region: bucketOf(environment, "backups").region,
          s3Url: bucketOf(environment, "backups").endpoint,
          s3ForcePathStyle: "true",
        },
      },
      // Dumps of the databases are in other folders.
      backupPrefix: "velero",
      servers: embeddedServerNames(cloud, chosenComponents(environment)),
      ...registryOf(environment),
    };
  }
}

/** The namespace of the embedded servers is the only store, or the one with what the platform generates. */
function secretStores({
  secretStore,
}: KubernetesEnvironment["cloud"]): Pick<CloudFacts, "secretProvider" | "furtherSecretStores"> {
  const foundation = SecretStore.providerOf(FOUNDATION, CONSUMER_ACCESS["external-secrets"]);
  return secretStore
    ? { secretProvider: secretStore.provider as JsonObject, furtherSecretStores: { [GENERATED_SECRETS]: foundation } }
    : { secretProvider: foundation };
}
