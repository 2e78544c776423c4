import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, shippedGraph } from "../stacks/shipped";

/** What holds data or takes long to make again. */
const STATEFUL = [
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_ecr_repository",
  "aws_eip",
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_kms_key",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_subnet",
  "aws_vpc",
  "google_artifact_registry_repository",
  "google_compute_address",
  "google_compute_network",
  "google_compute_subnetwork",
  "google_container_cluster",
  "google_container_node_pool",
  "google_kms_crypto_key",
  "google_kms_key_ring",
  "google_secret_manager_secret",
  "google_sql_database_instance",
  "google_storage_bucket",
];

/**
 * Terraform knows a resource by its address alone: whoever renames a construct destroys what users keep in it. A new
 * address is added to the list; one that is missing needs a `moved` block and a line in the list of changes first.
 */
test.each<Cloud>(["aws", "google"])("no stateful resource of prod on %s has moved", (cloud) => {
  const pinned: string[] = JSON.parse(readFileSync(join(__dirname, `${cloud}-prod.json`), "utf8"));
  const graph = shippedGraph(cloud, "prod");
  const addresses = graph.ofType(...STATEFUL).map(({ stack, address }) => `${stack} ${address}`);
  expect(addresses.sort()).toEqual(pinned);
});
