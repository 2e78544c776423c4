import { Bucket } from "../../constructs/aws/bucket";
import { Budget } from "../../constructs/aws/budget";
import { Cluster } from "../../constructs/aws/cluster";
import { Database } from "../../constructs/aws/database";
import { DnsZone } from "../../constructs/aws/dns-zone";
import { ImageRegistry } from "../../constructs/aws/image-registry";
import { Key } from "../../constructs/aws/key";
import { grantLoadBalancing } from "../../constructs/aws/load-balancing";
import { MysqlDatabase } from "../../constructs/aws/mysql-database";
import { Network } from "../../constructs/aws/network";
import { NodeProvisioning } from "../../constructs/aws/node-provisioning";
import { SecretStore } from "../../constructs/aws/secret-store";
import { type ISigningKey, SigningKey } from "../../constructs/aws/signing-key";
import { WorkloadIdentity } from "../../constructs/aws/workload-identity";
import { CONSTRUCT_IDS } from "../../contracts/construct-ids";
import { BUCKET_PURPOSES, type BucketPurpose } from "../../environment/bucket-purpose";
import { type KeyPurpose, type Names, namesOf, tagsOf } from "../../environment/names";
import { nodeScaler } from "../../environment/node-growth";
import { POOL_PURPOSES } from "../../environment/pool-purpose";
import { type Construct, TerraformOutput } from "../../framework/terraform";
import { grantBuckets, teamAccess } from "../access";
import { lifecycleOf } from "../bucket-lifecycle";
import { chosenComponents } from "../chosen-components";
import { IMAGE_REPOSITORIES } from "../image-repositories";
import { mapKeys } from "../map-keys";
import { alertEntries } from "../platform/alert-receivers";
import { bucketsOf, CONSUMER_ACCESS, consumersOf } from "../platform/consumers";
import { needsMysql } from "../platform/needs-mysql";
import { SECRET_ENTRIES } from "../secret-entries";
import { signingKeyOf } from "../signatures";
import { type AwsEnvironment, AwsStack } from "./stack";

const KEY_PURPOSES: readonly KeyPurpose[] = ["cluster", "storage", "database", "logs", "secrets"];

/** Everything slow and stateful on AWS: network, cluster, buckets, database, registry, secrets, identities, budget. */
export class AwsFoundation extends AwsStack {
  private readonly names: Names;
  private readonly keys: Readonly<Record<KeyPurpose, Key>>;

  constructor(
    scope: Construct,
    private readonly environment: AwsEnvironment,
  ) {
    super(scope, "foundation", environment);
    this.names = namesOf(environment);
    this.keys = mapKeys(KEY_PURPOSES, (purpose) => this.createKey(purpose));
    const network = this.createNetwork();
    const cluster = this.createCluster(network);
    const buckets = this.createBuckets();
    const database = this.createDatabase(network, cluster);
    const pipelinesDatabase = needsMysql(environment) ? this.createPipelinesDatabase(network, cluster) : undefined;
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
    this.createBudget();
    new TerraformOutput(this, "network-id", { value: network.vpcId });
    new TerraformOutput(this, "cluster-endpoint", { value: cluster.endpoint });
    new TerraformOutput(this, "cluster-certificate-authority", { value: cluster.certificateAuthority });
    new TerraformOutput(this, "database-host", { value: database.host });
    new TerraformOutput(this, "database-admin-secret", { value: database.adminSecret });
    if (pipelinesDatabase) {
      new TerraformOutput(this, "pipelines-database-host", { value: pipelinesDatabase.host });
      new TerraformOutput(this, "pipelines-database-admin-secret", { value: pipelinesDatabase.adminSecret });
    }
    new TerraformOutput(this, "image-registry-address", { value: registry.address });
    new TerraformOutput(this, "bucket-key", { value: this.keys.storage.id });
  }

  private createKey(purpose: KeyPurpose): Key {
    const { cloud, deletionProtection } = this.environment;
    const { accountId, region } = cloud;
    return new Key(this, `${purpose}-key`, {
      name: this.names.key(purpose),
      description: `${purpose} of ${this.names.prefix}`,
      accountId,
      region,
      // Disks of autoscaled nodes and of persistent volumes.
      ...(purpose === "cluster" && { viaServices: ["ec2"] }),
      ...(purpose === "logs" && { forLogs: true }),
      deletionProtection,
    });
  }

  private createNetwork(): Network {
    const { cloud, network, logRetentionDays } = this.environment;
    return new Network(this, "network", {
      name: this.names.prefix,
      region: cloud.region,
      zones: cloud.zones,
      cidr: network.cidr,
      privateSubnetPrefix: network.privateSubnetPrefix,
      publicSubnetPrefix: network.publicSubnetPrefix,
      natGateways: network.natGateways,
      logKey: this.keys.logs,
      logRetentionDays,
    });
  }

  private createCluster(network: Network): Cluster {
    const { cloud, cluster, nodePools, deletionProtection, logRetentionDays } = this.environment;
    const deployRole = `arn:aws:iam::${cloud.accountId}:role/${this.names.ciIdentity("deploy")}`;
    const eks = new Cluster(this, "cluster", {
      name: this.names.prefix,
      region: cloud.region,
      version: cluster.version,
      extendedSupport: cluster.extendedSupport,
      network,
      serviceCidr: this.environment.network.serviceCidr,
      key: this.keys.cluster,
      logKey: this.keys.logs,
      logRetentionDays,
      allowedCidrs: cluster.allowedCidrs,
      administrators: [deployRole, ...cloud.clusterAdministrators],
      volumeSnapshots: chosenComponents(this.environment).includes("velero"),
      deletionProtection,
    });
    const grown = nodeScaler(this.environment) === "karpenter";
    for (const purpose of POOL_PURPOSES) {
      const { min, max, capacity, architecture, diskGiB } = nodePools[purpose];
      // Karpenter creates every node above the minimum, so a group keeps its minimum, and a minimum of zero needs no
      // group.
      if (grown && min === 0) continue;
      eks.addPool(purpose, {
        min,
        max: grown ? min : max,
        capacity,
        architecture,
        diskGiB,
        instanceTypes: cloud.machineTypes[purpose],
        gpu: purpose === "gpu",
        reserved: purpose === "spot",
        tags: tagsOf(this.environment),
      });
    }
    return eks;
  }

  private createBuckets(): Record<BucketPurpose, Bucket> {
    const { cloud, buckets, deletionProtection } = this.environment;
    const accessLogs = new Bucket(this, "access-logs-bucket", {
      name: this.names.accessLogsBucket,
      region: cloud.region,
      key: "aws-managed",
      noncurrentVersionDays: buckets.noncurrentVersionDays,
      expireAfterDays: buckets.logExpiryDays,
      deletionProtection,
    });
    return mapKeys(
      BUCKET_PURPOSES,
      (purpose) =>
        new Bucket(this, CONSTRUCT_IDS.bucket(purpose), {
          name: this.names.bucket(purpose),
          region: cloud.region,
          key: this.keys.storage,
          ...lifecycleOf(purpose, buckets),
          accessLogs,
          deletionProtection,
        }),
    );
  }

  private createDatabase(network: Network, cluster: Cluster): Database {
    const { cloud, database, deletionProtection, logRetentionDays } = this.environment;
    const postgres = new Database(this, CONSTRUCT_IDS.database, {
      ...database,
      name: this.names.database,
      network,
      type: cloud.databaseType,
      key: this.keys.database,
      logKey: this.keys.logs,
      logRetentionDays,
      deletionProtection,
    });
    postgres.allowConnectionsFrom(cluster);
    return postgres;
  }

  private createPipelinesDatabase(network: Network, cluster: Cluster): MysqlDatabase {
    const { cloud, database, deletionProtection, logRetentionDays } = this.environment;
    const mysql = new MysqlDatabase(this, CONSTRUCT_IDS.pipelinesDatabase, {
      ...database,
      name: this.names.pipelinesDatabase,
      network,
      type: cloud.pipelinesDatabaseType,
      key: this.keys.database,
      logKey: this.keys.logs,
      logRetentionDays,
      deletionProtection,
    });
    mysql.allowConnectionsFrom(cluster);
    return mysql;
  }

  private createRegistry(): ImageRegistry {
    const { cloud, deletionProtection } = this.environment;
    return new ImageRegistry(this, "image-registry", {
      name: this.names.prefix,
      accountId: cloud.accountId,
      region: cloud.region,
      repositories: IMAGE_REPOSITORIES,
      key: this.keys.storage,
      deletionProtection,
    });
  }

  private createSecretStore(): SecretStore {
    const { cloud, deletionProtection } = this.environment;
    return new SecretStore(this, "secret-store", {
      prefix: this.names.prefix,
      region: cloud.region,
      entries: { ...SECRET_ENTRIES, ...alertEntries(this.environment) },
      key: this.keys.secrets,
      deletionProtection,
    });
  }

  private createIdentities(
    cluster: Cluster,
    buckets: Record<BucketPurpose, Bucket>,
    secrets: SecretStore,
    registry: ImageRegistry,
    databases: readonly (Database | MysqlDatabase)[],
  ): void {
    const { accountId, region, dnsZone } = this.environment.cloud;
    const provisioning = new NodeProvisioning(this, "node-provisioning", { cluster, accountId, region });
    const zone = dnsZone === undefined ? undefined : DnsZone.fromAttributes({ zoneId: dnsZone });
    const signingKey = this.signingKey();
    for (const consumer of consumersOf(this.environment)) {
      const { namespace, serviceAccount, readsSecrets, writesDns, makesLoadBalancers, makesNodes, readsImages } =
        CONSUMER_ACCESS[consumer];
      const identity = new WorkloadIdentity(this, `${consumer}-identity`, {
        name: this.names.identity(consumer),
        cluster,
        namespace,
        serviceAccount,
      });
      const grants = bucketsOf(consumer, this.environment);
      grantBuckets(grants, identity, buckets);
      // It signs the models that it has trained.
      if (grants.some(({ bucket, access }) => bucket === "models" && access === "read-write")) {
        signingKey?.grantSign(identity);
      }
      if (readsSecrets) {
        secrets.grantRead(identity);
        for (const database of databases) database.grantReadAdminPassword(identity);
      }
      if (writesDns === "records") zone?.grantWriteRecords(identity);
      if (writesDns === "challenges") zone?.grantSolveChallenges(identity);
      if (readsImages) {
        registry.grantPull(identity);
        signingKey?.grantVerify(identity);
      }
      if (makesLoadBalancers) grantLoadBalancing(identity);
      if (makesNodes) provisioning.grantProvisioning(identity);
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
    const { accountId, region } = this.environment.cloud;
    const key = signingKeyOf(this.environment);
    return key === undefined ? undefined : SigningKey.fromReference(key, { accountId, region });
  }

  private createBudget(): void {
    const { name, budget } = this.environment;
    new Budget(this, "budget", { name: this.names.prefix, ...budget, tag: { key: "environment", value: name } });
  }
}
