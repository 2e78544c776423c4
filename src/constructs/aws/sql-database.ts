import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { ICluster } from "./cluster";
import { LogGroup } from "./log-group";
import type { NetworkAttributes } from "./network";
import type { Grantee } from "./role";

export interface SqlDatabaseProps {
  /** RDS identifier, at most 63 characters. */
  readonly name: string;
  readonly network: NetworkAttributes;
  /** RDS instance class, e.g. `db.m7g.large`. */
  readonly type: string;
  /** Run a standby in another zone with automatic failover. @default true */
  readonly highAvailability?: boolean;
  /** @default 100 */
  readonly storageGiB?: number;
  /** Storage grows automatically up to this size, in GiB. @default five times `storageGiB` */
  readonly maxStorageGiB?: number;
  /** Days of point-in-time recovery. @default 30, RDS allows at most 35 */
  readonly backupRetentionDays?: number;
  /** Prevent deletion of the instance, and keep a final snapshot. @default true */
  readonly deletionProtection?: boolean;
  /** Customer-managed key for storage, backups, Performance Insights and the master password. */
  readonly key: contracts.EncryptionKey;
  /** Key for the log group. */
  readonly logKey: contracts.EncryptionKey;
  /** Retention of the database's logs, in days. @default 365 */
  readonly logRetentionDays?: number;
}

type EngineName = contracts.SqlDatabase["engine"];

/** Settings that differ between database engines. */
export interface SqlEngine<Engine extends EngineName> {
  readonly engine: Engine;
  readonly title: string;
  readonly port: number;
  /** Major version. */
  readonly version: string;
  /** Parameters that reject connections without TLS and log slow queries. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What the parameters do, in one sentence. */
  readonly parametersDo: string;
  /** Logs that RDS exports to CloudWatch. */
  readonly logs: readonly string[];
  /** Whether Performance Insights is available for the class. */
  readonly insights: boolean;
  /** Name of the policy that allows reading the master password. */
  readonly readAdmin: string;
}

const ADMIN_USER = "platform_admin";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const CERTIFICATE_AUTHORITY = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";

/** A server of these constructs, referenced from another stack. */
export function reach<Engine extends EngineName>(
  engine: Engine,
  port: number,
  { host, adminSecret }: Pick<contracts.SqlDatabase, "host" | "adminSecret">,
) {
  return { engine, host, adminSecret, port, adminUser: ADMIN_USER, certificateAuthority: CERTIFICATE_AUTHORITY };
}

/**
 * A database server on RDS: private, encrypted, TLS only. RDS generates the master password and keeps it in Secrets
 * Manager, so that it's neither in code nor in the state.
 */
export abstract class SqlDatabase<Engine extends EngineName> extends Construct implements contracts.SqlDatabase {
  readonly engine: Engine;
  readonly instance: DbInstance;
  readonly securityGroup: SecurityGroup;
  readonly port: number;
  readonly adminUser = ADMIN_USER;
  readonly certificateAuthority = CERTIFICATE_AUTHORITY;
  private readonly key: contracts.EncryptionKey;
  private readonly name: string;

  protected constructor(
    scope: Construct,
    id: string,
    props: SqlDatabaseProps,
    private readonly kind: SqlEngine<Engine>,
  ) {
    super(scope, id);
    this.engine = kind.engine;
    this.port = kind.port;
    this.key = props.key;
    this.name = props.name;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: props.name,
      description: `${kind.title} from those that were granted it`,
      vpcId: props.network.vpcId,
      tags: { Name: props.name },
    });
    this.instance = this.createInstance(props);
  }

  get host(): string {
    return this.instance.address;
  }

  get adminSecret(): string {
    return this.instance.masterUserSecret.get(0).secretArn;
  }

  /** Opens the database to the nodes and pods of a cluster. */
  allowConnectionsFrom(cluster: ICluster): void {
    new VpcSecurityGroupIngressRule(this, "from-cluster", {
      securityGroupId: this.securityGroup.id,
      description: `${this.kind.title} from the cluster`,
      referencedSecurityGroupId: cluster.nodeSecurityGroupId,
      ipProtocol: "tcp",
      fromPort: this.port,
      toPort: this.port,
      tags: { Name: `${this.name}-from-cluster` },
    });
  }

  /** Reads the master password, to create users and databases from inside the cluster. */
  grantReadAdminPassword(grantee: Grantee): void {
    grantee.allow(this.kind.readAdmin, [
      {
        sid: "Read",
        actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        resources: [this.adminSecret],
      },
      {
        sid: "Key",
        actions: ["kms:Decrypt"],
        resources: [this.key.id],
        conditions: { StringLike: { "kms:ViaService": ["secretsmanager.*.amazonaws.com"] } },
      },
    ]);
  }

  private createInstance(props: SqlDatabaseProps): DbInstance {
    const { engine, version, logs, insights } = this.kind;
    const { name, storageGiB = 100, deletionProtection = true, key } = props;
    const instance = new DbInstance(this, "instance", {
      identifier: name,
      engine,
      engineVersion: version,
      instanceClass: props.type,
      allocatedStorage: storageGiB,
      maxAllocatedStorage: props.maxStorageGiB ?? 5 * storageGiB,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: key.id,
      username: ADMIN_USER,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.id,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      multiAz: props.highAvailability ?? true,
      dbSubnetGroupName: this.createSubnetGroup(props).name,
      vpcSecurityGroupIds: [this.securityGroup.id],
      publiclyAccessible: false,
      parameterGroupName: this.createParameterGroup(name).name,
      backupRetentionPeriod: props.backupRetentionDays ?? 30,
      // UTC: night in Europe and America, backups before maintenance.
      backupWindow: "00:30-01:30",
      maintenanceWindow: "sun:02:00-sun:04:00",
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: !deletionProtection,
      deletionProtection,
      skipFinalSnapshot: !deletionProtection,
      ...(deletionProtection && { finalSnapshotIdentifier: `${name}-final` }),
      performanceInsightsEnabled: insights,
      ...(insights && {
        performanceInsightsKmsKeyId: key.id,
        // Seven days are free of charge.
        performanceInsightsRetentionPeriod: 7,
      }),
      enabledCloudwatchLogsExports: [...logs],
      lifecycle: { preventDestroy: deletionProtection },
    });
    waitFor(instance, ...this.createLogGroups(props));
    return instance;
  }

  private createSubnetGroup({ name, network }: SqlDatabaseProps): DbSubnetGroup {
    return new DbSubnetGroup(this, "subnet-group", {
      name,
      description: "Private subnets of the database",
      subnetIds: [...network.privateSubnetIds],
    });
  }

  private createParameterGroup(name: string): DbParameterGroup {
    const { engine, version, parameters, parametersDo } = this.kind;
    return new DbParameterGroup(this, "parameter-group", {
      name: `${name}-${version.replace(".", "-")}`,
      family: `${engine}${version}`,
      description: parametersDo,
      parameter: Object.entries(parameters).map(([parameter, value]) => ({
        name: parameter,
        value,
        applyMethod: "immediate",
      })),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private createLogGroups({ name, logKey, logRetentionDays }: SqlDatabaseProps): LogGroup[] {
    return this.kind.logs.map(
      (log) =>
        new LogGroup(this, `log-group-${log}`, {
          name: `/aws/rds/instance/${name}/${log}`,
          key: logKey,
          ...(logRetentionDays !== undefined && { retentionDays: logRetentionDays }),
        }),
    );
  }
}
