import { IMAGES } from "../../catalogue/images";
import { apiServerEgress } from "../../constructs/embedded/api-server-egress";
import { Database } from "../../constructs/embedded/database";
import { VALUE } from "../../constructs/embedded/generated-secret";
import { keyManifest, teamStore } from "../../constructs/embedded/key-secret";
import { MysqlDatabase } from "../../constructs/embedded/mysql-database";
import { ObjectStore, S3_PORT } from "../../constructs/embedded/object-store";
import { SecretStore } from "../../constructs/embedded/secret-store";
import { type Manifest, ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import { CLOUD_SECRETS } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment, Platform } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { teamAccess } from "../access";
import type { CloudFacts } from "../platform/cloud-facts";
import { CONSUMER_ACCESS } from "../platform/consumers";
import { PlatformComponents } from "../platform/platform-components";
import { bucketOf, FOUNDATION, identityOf, type KeyHolder, keyHolders, TEAM_READER } from "./embedded";
import { KubernetesStack } from "./stack";

/** Type of the entry gateway's Service. */
const GATEWAY_SERVICE = {
  "load-balancer": "LoadBalancer",
  "node-port": "NodePort",
  "port-forward": "ClusterIP",
} as const;

const ENDPOINT = ObjectStore.endpointIn(FOUNDATION);

/** Everything that is installed on a Kubernetes cluster that exists already. */
export class KubernetesPlatform extends KubernetesStack {
  readonly platform: PlatformComponents;

  constructor(scope: Construct, environment: KubernetesEnvironment & { readonly platform: Platform }) {
    super(scope, "platform", environment);
    this.platform = new PlatformComponents(this, environment, environment.platform, this.facts(environment));
    const holders = keyHolders(environment);
    const { secretsRevision: revision } = environment.cloud;
    for (const holder of holders.filter(({ isTeams, stack }) => !isTeams && stack === "platform"))
      this.addKey(holder, revision);
    for (const { name } of environment.platform.teams) {
      this.addTeamKeys(
        name,
        holders.filter(({ isTeams, stack, namespace }) => isTeams && stack === "platform" && namespace === name),
        revision,
      );
    }
  }

  /** The key of a component: after its namespace, before its pods. */
  private addKey({ consumer, keySecret: name, namespace }: KeyHolder, revision: number): void {
    const { components } = this.platform;
    const store = { name: CLOUD_SECRETS, kind: "ClusterSecretStore" } as const;
    const bundle = new ManifestBundle(this, `key-${consumer}`, {
      name,
      namespace,
      manifests: [keyManifest({ name, namespace, consumer, endpoint: ENDPOINT, store, revision })],
    });
    const owner = [...components.values()].find((component) => component.namespace === namespace);
    const secrets = components.get("external-secrets");
    waitFor(bundle, ...(secrets ? [secrets.last] : []), ...(owner ? [owner.first] : []));
    if (owner) waitFor(owner.second, bundle);
  }

  /** The keys of a team, which only the store of the team may read. */
  private addTeamKeys(namespace: string, holders: readonly KeyHolder[], revision: number): void {
    const store = { name: TEAM_READER, kind: "SecretStore" } as const;
    const bundle = new ManifestBundle(this, `team-${namespace}-keys`, {
      name: TEAM_READER,
      namespace,
      manifests: [
        ...teamStore(namespace, TEAM_READER, FOUNDATION),
        egress(namespace),
        apiServerEgress(namespace),
        ...holders.map(({ consumer, keySecret: name }) =>
          keyManifest({ name, namespace, consumer, endpoint: ENDPOINT, store, revision }),
        ),
      ],
    });
    const team = this.node.findChild(`team-${namespace}`);
    const secrets = this.platform.components.get("external-secrets");
    waitFor(bundle, team, ...(secrets ? [secrets.last] : []));
  }

  private facts(environment: KubernetesEnvironment): CloudFacts {
    const { cloud } = environment;
    return {
      clusterName: environmentId(environment),
      database: Database.reach(FOUNDATION),
      pipelinesDatabase: MysqlDatabase.reach(FOUNDATION),
      adminPasswordProperty: VALUE,
      bucket: (purpose) => bucketOf(environment, purpose),
      identity: (consumer) => identityOf(environment, CONSUMER_ACCESS[consumer], consumer),
      teamIdentity: (team) => identityOf(environment, teamAccess(team), `team-${team}`),
      secretEntry: SecretStore.entry,
      secretProvider: SecretStore.providerOf(FOUNDATION, CONSUMER_ACCESS["external-secrets"]),
      loadBalancerAnnotations: {},
      gatewayService: GATEWAY_SERVICE[cloud.gateway],
      storageClass: cloud.storageClass,
      podCidr: cloud.podCidr,
      backupPlugin: {
        provider: "aws",
        image: IMAGES.veleroAws,
        config: { region: bucketOf(environment, "backups").region, s3Url: ENDPOINT, s3ForcePathStyle: "true" },
      },
      // Dumps of the databases are in other folders.
      backupPrefix: "velero",
      imageRegistry: `ghcr.io/${environment.repository.toLowerCase()}`,
    };
  }
}

/** A team's pods may reach the object store; the policies of the foundation open no other port to them. */
function egress(namespace: string): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "egress-object-store", namespace },
    spec: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": FOUNDATION } } }],
          ports: [{ protocol: "TCP", port: S3_PORT }],
        },
      ],
    },
  };
}
