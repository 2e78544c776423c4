import { type Cloud, graphOf, shipped, shippedGraph, synthesizeEnvironment } from "./shipped";

const INSTANCE = { aws: "aws_db_instance", google: "google_sql_database_instance" } as const;

describe.each<Cloud>(["aws", "google"])("MySQL on %s", (cloud) => {
  const environment = shipped(cloud, "dev");
  const { platform } = environment;
  if (!platform) throw new Error("dev has no platform");
  const names = (graph: ReturnType<typeof graphOf>) => graph.ofType(INSTANCE[cloud]).map(({ name }) => name);
  const mysql = expect.stringMatching(/^pipelines-database_/);

  test("exists with Kubeflow Pipelines, alongside PostgreSQL", () => {
    expect(names(shippedGraph(cloud, "dev"))).toEqual([expect.stringMatching(/^database_/), mysql]);
  });

  test("doesn't exist, and costs nothing, without it", () => {
    const without = { ...platform, components: { ...platform.components, "kubeflow-pipelines": false } };
    expect(names(graphOf({ ...environment, platform: without }))).not.toContainEqual(mysql);
    const { platform: _, ...foundationOnly } = environment;
    expect(names(graphOf(foundationOnly))).not.toContainEqual(mysql);
  });

  test("follows the tier: backups and protection like PostgreSQL", () => {
    const shape = (name: string) =>
      shippedGraph(cloud, name)
        .ofType(INSTANCE[cloud])
        .map(({ body }) => [body.deletion_protection, body.multi_az, body.backup_retention_period]);
    for (const name of ["dev", "prod"]) {
      const [postgres, other] = shape(name);
      expect(other).toEqual(postgres);
    }
  });

  test("has an address and a master password that the platform reads from the foundation", () => {
    const [foundation, platformStack] = ["foundation", "platform"].map((part) =>
      synthesizeEnvironment(environment).find(({ name }) => name.endsWith(part)),
    );
    const read = JSON.stringify(platformStack?.json).match(/outputs\.pipelines-database-[a-z-]+/g) ?? [];
    const written = Object.keys((foundation?.json.output ?? {}) as object);
    expect(read.length).toBeGreaterThan(0);
    for (const name of new Set(read)) expect(written).toContain(name.replace("outputs.", ""));
  });

  test("has a master password that only External Secrets may read", () => {
    const type = cloud === "aws" ? "aws_iam_role_policy" : "google_secret_manager_secret_iam_member";
    const readers = shippedGraph(cloud, "dev")
      .ofType(type)
      .filter(({ name }) => name.includes("read-mysql-admin"));
    expect(readers.map(({ name }) => name)).toEqual([expect.stringMatching(/^external-secrets-identity/)]);
  });
});

test("on AWS only the pods of the cluster reach it", () => {
  const rules = shippedGraph("aws", "dev")
    .ofType("aws_vpc_security_group_ingress_rule")
    .filter(({ body }) => body.from_port === 3306);
  expect(rules.map(({ body }) => [body.to_port, body.cidr_ipv4, body.referenced_security_group_id])).toEqual([
    [3306, undefined, expect.stringContaining("aws_eks_cluster")],
  ]);
});

test("on Google Cloud it waits for private access to managed services and for its key", () => {
  const [, mysql] = shippedGraph("google", "prod").ofType("google_sql_database_instance");
  expect(mysql?.body.depends_on).toEqual(
    expect.arrayContaining([
      expect.stringContaining("google_service_networking_connection"),
      expect.stringContaining("google_kms_crypto_key_iam_member.database-key"),
    ]),
  );
});
