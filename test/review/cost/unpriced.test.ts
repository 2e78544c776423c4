import { estimate } from "./estimate";

describe("what has no price is named with its reason, and never taken for 0", () => {
  test.each<[string, Parameters<typeof estimate>[0], string, string]>([
    [
      "a type that nobody wrote an estimator for",
      { resource: { aws_redshift_cluster: { a: {} } } },
      "aws_redshift_cluster",
      "no estimator",
    ],
    ["a type of another provider", { resource: { azurerm_subnet: { a: {} } } }, "azurerm_subnet", "no estimator"],
    [
      "a region without a book",
      { resource: { aws_nat_gateway: { a: {} } }, region: "eu-central-1" },
      "NAT gateway",
      "no prices for region eu-central-1",
    ],
    [
      "a region that only the plan knows",
      { resource: { aws_nat_gateway: { a: {} } }, region: "${var.region}" },
      "NAT gateway",
      "no prices for region",
    ],
    [
      "an instance type that the book does not have",
      {
        resource: {
          aws_eks_node_group: { a: { instance_types: ["x9.mega"], scaling_config: { min_size: 1, max_size: 1 } } },
        },
      },
      "nodes x9.mega",
      "no price for x9.mega",
    ],
    [
      "nodes whose number only the plan knows",
      {
        resource: {
          aws_eks_node_group: {
            a: { instance_types: ["m7i.large"], scaling_config: { min_size: "${var.min}", max_size: 3 } },
          },
        },
      },
      "nodes",
      "unknown",
    ],
    [
      "a Kubernetes version that nothing is known of",
      { resource: { aws_eks_cluster: { a: { version: "9.99" } } } },
      "EKS cluster",
      "support of version 9.99 is not known",
    ],
    ["a cluster without a version", { resource: { aws_eks_cluster: { a: {} } } }, "EKS cluster", "(none)"],
    [
      "a database of another engine",
      { resource: { aws_db_instance: { a: { engine: "oracle-se2", instance_class: "db.m7g.large" } } } },
      "database",
      "only PostgreSQL",
    ],
    [
      "storage of a kind that the book does not have",
      {
        resource: {
          aws_db_instance: {
            a: { engine: "postgres", instance_class: "db.m7g.large", allocated_storage: 100, storage_type: "io2" },
          },
        },
      },
      "database storage io2, single-az",
      "rds.storage.io2",
    ],
    ["logs that are kept for ever", { resource: { aws_cloudwatch_log_group: { a: {} } } }, "logs", "kept for ever"],
    [
      "a Cloud SQL type that the book does not have",
      {
        resource: {
          google_sql_database_instance: {
            a: { database_version: "POSTGRES_17", settings: { tier: "db-perf-optimized-N-2" } },
          },
        },
      },
      "PostgreSQL db-perf-optimized-N-2",
      "not in the book",
    ],
  ])("%s", (_, code, item, reason) => {
    const { lines } = estimate(code, { logsGb: 1 });
    const unpriced = lines.filter((line) => line.kind === "unpriced");
    expect(unpriced).toContainEqual(
      expect.objectContaining({
        item,
        reason: expect.stringContaining(reason),
        stack: "stack",
        address: expect.any(String),
      }),
    );
  });
});
