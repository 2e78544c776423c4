import { Cluster, Key, MysqlDatabase, Network, type SqlDatabaseProps } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });
const network = Network.fromAttributes({
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  privateSubnetIds: ["subnet-a", "subnet-b"],
  publicSubnetIds: [],
});
const minimal: SqlDatabaseProps = { name: "acme-prod-mysql", network, type: "db.m7g.large", key, logKey: key };

const database = (props: Partial<SqlDatabaseProps> = {}, more: (database: MysqlDatabase) => void = () => {}) =>
  synthesizeConstruct((scope) => more(new MysqlDatabase(scope, "database", { ...minimal, ...props })));

describe("MySQL with no options", () => {
  const { only, all, text } = database();

  test("is the version with long-term support, private, encrypted, and survives the loss of a zone", () => {
    expect(only("aws_db_instance")).toMatchObject({
      engine: "mysql",
      engine_version: "8.4",
      publicly_accessible: false,
      storage_encrypted: true,
      kms_key_id: key.id,
      multi_az: true,
    });
  });

  test("can be restored to any point in the last 30 days, and can't be deleted", () => {
    expect(only("aws_db_instance")).toMatchObject({
      backup_retention_period: 30,
      deletion_protection: true,
      final_snapshot_identifier: "acme-prod-mysql-final",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("has a master password that RDS generates and stores", () => {
    expect(only("aws_db_instance")).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: key.id,
    });
    expect(text).not.toMatch(/"(master_)?password"/);
  });

  test("rejects connections without TLS", () => {
    expect(only("aws_db_parameter_group")).toMatchObject({ name: "acme-prod-mysql-8-4", family: "mysql8.4" });
    expect(only("aws_db_parameter_group").parameter).toContainEqual({
      name: "require_secure_transport",
      value: "1",
      apply_method: "immediate",
    });
  });

  test("allows no connections before it is granted, and its log groups exist before it writes to them", () => {
    expect(all("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(only("aws_db_instance")).toMatchObject({
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
      depends_on: [expect.stringContaining("log-group-error"), expect.stringContaining("log-group-slowquery")],
    });
    expect(all("aws_cloudwatch_log_group").map(({ name }) => name)).toEqual([
      "/aws/rds/instance/acme-prod-mysql/error",
      "/aws/rds/instance/acme-prod-mysql/slowquery",
    ]);
  });
});

test.each([
  ["db.t4g.micro", false],
  ["db.t3.small", false],
  ["db.t4g.medium", true],
  ["db.m7g.large", true],
])("on %s insights are %s: the smallest classes have none", (type, insights) => {
  const instance = database({ type }).only("aws_db_instance");
  expect(instance.performance_insights_enabled).toBe(insights);
  expect("performance_insights_kms_key_id" in instance).toBe(insights);
});

test("a cluster is only allowed on the MySQL port", () => {
  const cluster = Cluster.fromAttributes({
    name: "c",
    region: "us-east-1",
    endpoint: "https://c",
    certificateAuthority: "",
    nodeSecurityGroupId: "sg-nodes",
  });
  const { only } = database({}, (mysql) => mysql.allowConnectionsFrom(cluster));
  expect(only("aws_vpc_security_group_ingress_rule")).toMatchObject({
    referenced_security_group_id: "sg-nodes",
    ip_protocol: "tcp",
    from_port: 3306,
    to_port: 3306,
  });
});
