import type { CloudEnvironment } from "../../src/environment/environment";
import { KUBERNETES_VERSIONS } from "../../src/facts/kubernetes-support";
import type { Resource } from "../../src/review/model";
import { bodies, type Cloud, graphOf, shipped, shippedGraph } from "./shipped";

const graph = (cloud: Cloud, name: string, changes?: Partial<CloudEnvironment>) =>
  changes ? graphOf(shipped(cloud, name, changes)) : shippedGraph(cloud, name);

interface Requirement {
  readonly key: string;
  readonly values: readonly string[];
}

/** Capacity types that a Karpenter pool allows. */
function capacityOf(body: Resource["body"]): readonly string[] | undefined {
  const requirements: readonly Requirement[] = JSON.parse(JSON.stringify(body.spec)).template.spec.requirements;
  return requirements.find(({ key }) => key === "karpenter.sh/capacity-type")?.values;
}

describe("on AWS", () => {
  test("prod keeps outbound access when a zone fails, dev saves two NAT gateways", () => {
    expect(bodies(graph("aws", "prod"), "aws_nat_gateway")).toHaveLength(3);
    expect(bodies(graph("aws", "dev"), "aws_nat_gateway")).toHaveLength(1);
  });

  test("prod has a standby database and 30 days of backups, dev has none and 3", () => {
    const database = (name: string) => bodies(graph("aws", name), "aws_db_instance")[0];
    expect(database("prod")).toMatchObject({ multi_az: true, backup_retention_period: 30, deletion_protection: true });
    expect(database("dev")).toMatchObject({ multi_az: false, backup_retention_period: 3, deletion_protection: false });
  });

  test("dev runs on spot, prod only uses spot in its dedicated pool", () => {
    const capacity = (name: string) =>
      Object.fromEntries(
        graph("aws", name)
          .ofType("kubernetes/NodePool")
          .map(({ body }) => [(body.metadata as { name: string }).name, capacityOf(body)]),
      );
    expect(capacity("dev")).toEqual({ general: ["spot"], spot: ["spot"], gpu: ["spot"] });
    // Pods that a spot shortage would block run on demand.
    expect(capacity("prod")).toEqual({ general: ["on-demand"], spot: ["spot", "on-demand"], gpu: ["on-demand"] });
    const groups = (name: string) =>
      bodies(graph("aws", name), "aws_eks_node_group").map((body) => [body.node_group_name, body.capacity_type]);
    expect(groups("dev")).toEqual([
      ["system", "ON_DEMAND"],
      ["general", "SPOT"],
    ]);
    expect(groups("prod")).toEqual([
      ["system", "ON_DEMAND"],
      ["general", "ON_DEMAND"],
    ]);
  });

  test("prod keeps logs for a year, dev for a week", () => {
    const retentions = (name: string) =>
      new Set(bodies(graph("aws", name), "aws_cloudwatch_log_group").map(({ retention_in_days }) => retention_in_days));
    expect(retentions("prod")).toEqual(new Set([365]));
    expect(retentions("dev")).toEqual(new Set([7]));
  });
});

describe("on Google Cloud", () => {
  test("prod has an outbound address per zone, dev one", () => {
    expect(bodies(graph("google", "prod"), "google_compute_address")).toHaveLength(3);
    expect(bodies(graph("google", "dev"), "google_compute_address")).toHaveLength(1);
  });

  test("prod has a standby database and 30 backups, dev has none and 3", () => {
    const database = (name: string) => bodies(graph("google", name), "google_sql_database_instance")[0];
    const backups = (count: number) => ({
      backup_configuration: { backup_retention_settings: { retained_backups: count } },
    });
    expect(database("prod")).toMatchObject({
      deletion_protection: true,
      settings: { availability_type: "REGIONAL", ...backups(30) },
    });
    expect(database("dev")).toMatchObject({
      deletion_protection: false,
      settings: { availability_type: "ZONAL", ...backups(3) },
    });
  });

  test("dev runs on spot, prod only uses spot in its dedicated pool", () => {
    const spot = (name: string) =>
      bodies(graph("google", name), "google_container_node_pool")
        .filter(({ node_config }) => (node_config as { spot?: boolean }).spot)
        .map(({ name: pool }) => pool)
        .sort();
    expect(spot("dev")).toEqual(["general", "gpu", "spot"]);
    expect(spot("prod")).toEqual(["spot"]);
  });

  test("prod keeps logs for a year, dev for a week", () => {
    const [prod] = bodies(graph("google", "prod"), "google_logging_project_bucket_config");
    const [dev] = bodies(graph("google", "dev"), "google_logging_project_bucket_config");
    expect([prod?.retention_days, dev?.retention_days]).toEqual([365, 7]);
  });
});

test.each(["dev", "staging", "prod"])("Google keeps the minor version of %s until its support ends", (name) => {
  const [cluster] = bodies(graph("google", name), "google_container_cluster");
  expect(JSON.stringify(cluster?.maintenance_policy)).toContain(
    `"end_time":"${KUBERNETES_VERSIONS.google["1.35"]?.standard}T00:00:00Z"`,
  );
});

describe.each<Cloud>(["aws", "google"])("protection on %s", (cloud) => {
  const protectedBy = (name: string, changes?: Partial<CloudEnvironment>) =>
    graph(cloud, name, changes).resources.filter(
      ({ body }) => (body.lifecycle as { prevent_destroy?: boolean })?.prevent_destroy,
    );

  test("everything stateful in prod has deletion protection", () => {
    const types = new Set(protectedBy("prod").map(({ type }) => type));
    const stateful = {
      aws: ["aws_db_instance", "aws_eks_cluster", "aws_kms_key", "aws_s3_bucket"],
      google: [
        "google_artifact_registry_repository",
        "google_container_cluster",
        "google_kms_crypto_key",
        "google_sql_database_instance",
        "google_storage_bucket",
      ],
    };
    expect([...types].sort()).toEqual(stateful[cloud]);
  });

  test("one option removes all of it", () => {
    expect(protectedBy("prod", { deletionProtection: false })).toEqual([]);
    expect(protectedBy("dev")).toEqual([]);
  });
});
