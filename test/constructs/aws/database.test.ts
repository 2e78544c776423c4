import { Cluster, Database, type DatabaseProps, Key, Network } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });
const network = Network.fromAttributes({
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  privateSubnetIds: ["subnet-a", "subnet-b"],
  publicSubnetIds: [],
});
const minimal: DatabaseProps = { name: "acme-prod-postgres", network, type: "db.m7g.large", key, logKey: key };

const database = (props: Partial<DatabaseProps> = {}, more: (database: Database) => void = () => {}) =>
  synthesizeConstruct((scope) => more(new Database(scope, "database", { ...minimal, ...props })));

describe("a database with no options", () => {
  const { only, all, text } = database();

  test("is private, encrypted, and survives the loss of a zone", () => {
    expect(only("aws_db_instance")).toMatchObject({
      publicly_accessible: false,
      storage_encrypted: true,
      kms_key_id: key.id,
      multi_az: true,
    });
  });

  test("can be restored to any point in the last 30 days, and leaves a final snapshot on deletion", () => {
    expect(only("aws_db_instance")).toMatchObject({
      backup_retention_period: 30,
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "acme-prod-postgres-final",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("has a master password that RDS generates and stores; none is in the code", () => {
    expect(only("aws_db_instance")).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: key.id,
    });
    expect(text).not.toMatch(/"(master_)?password"/);
  });

  test("rejects connections without TLS", () => {
    expect(only("aws_db_parameter_group").parameter).toContainEqual({
      name: "rds.force_ssl",
      value: "1",
      apply_method: "immediate",
    });
  });

  test("grows automatically up to five times its size", () => {
    expect(only("aws_db_instance")).toMatchObject({ allocated_storage: 100, max_allocated_storage: 500 });
  });

  test("allows no connections before it is granted, and its log groups exist before it writes to them", () => {
    expect(all("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(only("aws_db_instance").depends_on).toEqual([
      expect.stringContaining("log-group-postgresql"),
      expect.stringContaining("log-group-upgrade"),
    ]);
  });
});

test("a database for development", () => {
  const { only } = database({
    highAvailability: false,
    storageGiB: 20,
    maxStorageGiB: 50,
    backupRetentionDays: 3,
    deletionProtection: false,
    version: "16",
  });
  expect(only("aws_db_instance")).toMatchObject({
    engine_version: "16",
    multi_az: false,
    allocated_storage: 20,
    max_allocated_storage: 50,
    backup_retention_period: 3,
    deletion_protection: false,
    skip_final_snapshot: true,
    lifecycle: { prevent_destroy: false },
  });
  expect(only("aws_db_parameter_group")).toMatchObject({ family: "postgres16" });
});

test("a cluster is only allowed on the PostgreSQL port", () => {
  const cluster = Cluster.fromAttributes({
    name: "c",
    region: "us-east-1",
    endpoint: "https://c",
    certificateAuthority: "",
    nodeSecurityGroupId: "sg-nodes",
  });
  const { only } = database({}, (postgres) => postgres.allowConnectionsFrom(cluster));
  expect(only("aws_vpc_security_group_ingress_rule")).toMatchObject({
    referenced_security_group_id: "sg-nodes",
    ip_protocol: "tcp",
    from_port: 5432,
    to_port: 5432,
  });
});
