import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Bucket } from "../../constructs/google/bucket";
import { Cluster } from "../../constructs/google/cluster";
import { Database } from "../../constructs/google/database";
import { DnsZone } from "../../constructs/google/dns-zone";
import { ImageRegistry } from "../../constructs/google/image-registry";
import { Key } from "../../constructs/google/key";
import { KeyRing } from "../../constructs/google/key-ring";
import { LogRetention } from "../../constructs/google/log-retention";
import { MysqlDatabase } from "../../constructs/google/mysql-database";
import { Network } from "../../constructs/google/network";
import { SecretStore } from "../../constructs/google/secret-store";
import type { ServiceAgentApi } from "../../constructs/google/service-agents";
import { type ISigningKey, SigningKey } from "../../constructs/google/signing-key";
import { WorkloadIdentity } from "../../constructs/google/workload-identity";
import { CONSTRUCT_IDS } from "../../contracts/construct-ids";
import { BUCKET_PURPOSES, type BucketPurpose } from "../../environment/bucket-purpose";
import { type Names, namesOf, tagsOf } from "../../environment/names";
import { POOL_PURPOSES } from "../../environment/pool-purpose";
import { gpusOf } from "../../facts/google-gpus";
import { machineType } from "../../facts/machine-types";
import { type Construct, TerraformOutput } from "../../framework/terraform";
import { grantBuckets, teamAccess } from "../access";
import { lifecycleOf } from "../bucket-lifecycle";
import { mapKeys } from "../map-keys";
import { alertEntries } from "../platform/alert-receivers";
import { bucketsOf, CONSUMER_ACCESS, consumersOf } from "../platform/consumers";
import { needsMysql } from "../platform/needs-mysql";
import { SECRET_ENTRIES } from "../secret-entries";
import { signingKeyOf } from "../signatures";
import { keptMinorVersion } from "./kept-minor-version";
import { type GoogleEnvironment, GoogleStack } from "./stack";

/** Cloud Logging encrypts with keys of its own project settings, so there is no key for logs. */
type GoogleKeyPurpose = keyof typeof KEY_USERS;

/** Keys by purpose, and the service agents that use them. */
const KEY_USERS = {
  cluster: ["container.googleapis.com", "compute.googleapis.com"],
  storage: ["storage.googleapis.com", "artifactregistry.googleapis.com"],
  database: ["sqladmin.googleapis.com"],
  secrets: ["secretmanager.googleapis.com"],
} as const satisfies Record<string, readonly ServiceAgentApi[]>;

const KEY_PURPOSES = Object.keys(KEY_USERS) as GoogleKeyPurpose[];

/** Everything slow and stateful on Google Cloud: the same list as on AWS, with the same names. */
export class GoogleFoundation extends GoogleStack {
  private readonly names: Names;
  private readonly keys: Readonly<Record<GoogleKeyPurpose, Key>>;

  constructor(
    scope: Construct,
    private readonly environment: GoogleEnvironment,
  ) {
    super(scope, "foundation", environment);
    this.names = namesOf(environment);
    this.keys = this.createKeys();
    const network = this.createNetwork();
    const cluster = this.createCluster(network);
    const buckets = this.createBuckets();
    const database = this.createDatabase(network);
    const pipelinesDatabase = needsMysql(environment) ? this.createPipelinesDatabase(network) : undefined;
    const registry = this.createRegistry();
    const secrets = this.createSecretStore();
    this.createIdentities(
      cluster,
      buckets,
      secrets,
      registry,
      pipelinesDatabase ? [database, pipelinesDatabase] : [database],
    );
    this.createTeamIdentities(cluster, buckets);
    this.createLogRetention();
    new TerraformOutput(this, "cluster-endpoint", { value: cluster.endpoint });
    new TerraformOutput(this, "cluster-certificate-authority", { value: cluster.certificateAuthority });
    new TerraformOutput(this, "database-host", { value: database.host });
    new TerraformOutput(this, "database-admin-secret", { value: database.adminSecret });
    new TerraformOutput(this, "database-certificate-authority", { value: database.certificateAuthority });
    if (pipelinesDatabase) {
      new TerraformOutput(this, "pipelines-database-host", { value: pipelinesDatabase.host });
      new TerraformOutput(this, "pipelines-database-admin-secret", { value: pipelinesDatabase.adminSecret });
      new TerraformOutput(this, "pipelines-database-certificate-authority", {
        value: pipelinesDatabase.certificateAuthority,
      });
    }
    new TerraformOutput(this, "image-registry-address", { value: registry.address });
  }

  private createKeys(): Record<GoogleKeyPurpose, Key> {
    const { cloud, deletionProtection } = this.environment;
    new RandomProvider(this, "random");
    const keyRing = new KeyRing(this, "key-ring", { name: this.names.prefix, location: cloud.region });
    return mapKeys(
      KEY_PURPOSES,
      (purpose) =>
        new Key(this, `${purpose}-key`, {
          name: this.names.key(purpose),
          keyRing,
          projectNumber: cloud.projectNumber,
          usedBy: KEY_USERS[purpose],
          deletionProtection,
        }),
    );
  }

  private createNetwork(): Network {
    const { cloud, network, deletionProtection } = this.environment;
    return new Network(this, "network", {
      ...network,
      name: this.names.prefix,
      region: cloud.region,
      zones: cloud.zones,
      podCidr: cloud.podCidr,
      controlPlaneCidr: cloud.controlPlaneCidr,
      managedServicesCidr: cloud.managedServicesCidr,
      deletionProtection,
    });
  }

  private createCluster(network: Network): Cluster {
    const { cloud, cluster, nodePools, deletionProtection } = this.environment;
    const gke = new Cluster(this, "cluster", {
      ...cluster,
      name: this.names.prefix,
      projectId: cloud.projectId,
      region: cloud.region,
      zones: cloud.zones,
      network,
      key: this.keys.cluster,
      // Until its support ends, the minor version only changes with a commit, because components may not support a
      // newer one yet.
      ...keptMinorVersion(cluster),
      autoProvisioning: this.autoProvisioning(),
      administrators: cloud.clusterAdministrators,
      deletionProtection,
    });
    for (const purpose of POOL_PURPOSES) {
      const { min, max, capacity, diskGiB } = nodePools[purpose];
      const [machineType = ""] = cloud.machineTypes[purpose];
      const gpu = gpusOf(machineType);
      gke.addPool(purpose, {
        min,
        max,
        capacity,
        diskGiB,
        machineType,
        ...(gpu && { gpu }),
        reserved: purpose === "spot",
        labels: tagsOf(this.environment),
      });
    }
    return gke;
  }

  /** Twice the maximum of the pools, which are preferred: pods that fit into none of them can still be scheduled. */
  private autoProvisioning() {
    const { cloud, nodePools } = this.environment;
    const sizes = POOL_PURPOSES.map((purpose) => ({
      nodes: nodePools[purpose].max,
      machine: machineType("google", cloud.machineTypes[purpose][0] ?? ""),
    }));
    const twice = (size: "vcpu" | "memoryGiB") =>
      2 * sizes.reduce((sum, { nodes, machine }) => sum + nodes * (machine?.[size] ?? 0), 0);
    return { cpu: twice("vcpu"), memoryGiB: Math.ceil(twice("memoryGiB")) };
  }

  private createBuckets(): Record<BucketPurpose, Bucket> {
    const { cloud, buckets, deletionProtection } = this.environment;
    const create = (purpose: BucketPurpose, accessLogs?: Bucket) =>
      new Bucket(this, CONSTRUCT_IDS.bucket(purpose), {
        name: this.names.bucket(purpose),
        region: cloud.region,
        key: this.keys.storage,
        ...lifecycleOf(purpose, buckets),
        ...(accessLogs && { accessLogs }),
        deletionProtection,
      });
    const logs = create("logs");
    return mapKeys(BUCKET_PURPOSES, (purpose) => (purpose === "logs" ? logs : create(purpose, logs)));
  }

  private createDatabase(network: Network): Database {
    const { cloud, database, deletionProtection } = this.environment;
    return new Database(this, CONSTRUCT_IDS.database, {
      ...database,
      name: this.names.database,
      region: cloud.region,
      network,
      type: cloud.databaseType,
      key: this.keys.database,
      secretKey: this.keys.secrets,
      deletionProtection,
    });
  }

  private createPipelinesDatabase(network: Network): MysqlDatabase {
    const { cloud, database, deletionProtection } = this.environment;
    return new MysqlDatabase(this, CONSTRUCT_IDS.pipelinesDatabase, {
      ...database,
      name: this.names.pipelinesDatabase,
      region: cloud.region,
      network,
      type: cloud.pipelinesDatabaseType,
      key: this.keys.database,
      secretKey: this.keys.secrets,
      deletionProtection,
    });
  }

  private createRegistry(): ImageRegistry {
    const { cloud, deletionProtection } = this.environment;
    return new ImageRegistry(this, "image-registry", {
      name: this.names.prefix,
      projectId: cloud.projectId,
      region: cloud.region,
      key: this.keys.storage,
      deletionProtection,
    });
  }

  private createSecretStore(): SecretStore {
    return new SecretStore(this, "secret-store", {
      prefix: this.names.prefix,
      region: this.environment.cloud.region,
      entries: { ...SECRET_ENTRIES, ...alertEntries(this.environment) },
      key: this.keys.secrets,
    });
  }

  private createIdentities(
    cluster: Cluster,
    buckets: Record<BucketPurpose, Bucket>,
    secrets: SecretStore,
    registry: ImageRegistry,
    databases: readonly (Database | MysqlDatabase)[],
  ): void {
    const { dnsZone, projectId } = this.environment.cloud;
    const zone = dnsZone === undefined ? undefined : DnsZone.fromAttributes({ name: dnsZone, projectId });
    const signingKey = this.signingKey();
    for (const consumer of consumersOf(this.environment)) {
      const { namespace, serviceAccount, readsSecrets, writesDns, makesLoadBalancers, makesNodes, readsImages } =
        CONSUMER_ACCESS[consumer];
      // GKE creates load balancers and nodes itself.
      if (makesLoadBalancers || makesNodes) continue;
      const identity = new WorkloadIdentity(this, `${consumer}-identity`, {
        name: this.names.identity(consumer),
        cluster,
        namespace,
        serviceAccount,
      });
      const grants = bucketsOf(consumer, this.environment).filter(({ onlyS3 }) => !onlyS3);
      grantBuckets(grants, identity, buckets);
      // It signs the models that it has trained.
      if (grants.some(({ bucket, access }) => bucket === "models" && access === "read-write")) {
        signingKey?.grantSign(identity);
      }
      if (readsSecrets) {
        secrets.grantRead(identity);
        for (const database of databases) database.grantReadAdminPassword(identity);
      }
      // Cloud DNS doesn't support conditions on the type or name of a record.
      if (writesDns) zone?.grantWriteRecords(identity);
      if (readsImages) {
        registry.grantPull(identity);
        signingKey?.grantVerify(identity);
      }
    }
  }

  private createTeamIdentities(cluster: Cluster, buckets: Record<BucketPurpose, Bucket>): void {
    const signingKey = this.signingKey();
    for (const { name } of this.environment.platform?.teams ?? []) {
      const { namespace, serviceAccount, buckets: grants } = teamAccess(name);
      const identity = new WorkloadIdentity(this, `team-${name}-identity`, {
        name: this.names.teamIdentity(name),
        cluster,
        namespace,
        serviceAccount,
      });
      grantBuckets(grants, identity, buckets);
      // Its release pipelines sign the models that they have trained.
      signingKey?.grantSign(identity);
    }
  }

  private signingKey(): ISigningKey | undefined {
    const key = signingKeyOf(this.environment);
    return key === undefined ? undefined : SigningKey.fromReference(key);
  }

  private createLogRetention(): void {
    const { cloud, logRetentionDays } = this.environment;
    new LogRetention(this, "log-retention", { projectId: cloud.projectId, retentionDays: logRetentionDays });
  }
}
