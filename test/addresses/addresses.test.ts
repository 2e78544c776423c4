import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, shippedGraph } from "../stacks/shipped";

/** Resources that hold data or take long to recreate. */
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

const DESTROYS =
  "Terraform would destroy these with the users' data in them, and create empty ones at new addresses. Restore the old construct id, or add a moved block first:";

/**
 * Terraform identifies a resource only by its address: renaming a construct destroys what users keep in it. A new
 * address is added to the list; a missing one needs a `moved` block and an entry in the changelog first.
 */
describe.each<Cloud>(["aws", "google"])("prod on %s", (cloud) => {
  const file = `${cloud}-prod.json`;
  const pinned: string[] = JSON.parse(readFileSync(join(__dirname, file), "utf8"));
  const graph = shippedGraph(cloud, "prod");
  const addresses = graph.ofType(...STATEFUL).map(({ stack, address }) => `${stack} ${address}`);

  test("no stateful resource has moved", () => {
    const gone = pinned.filter((address) => !addresses.includes(address));
    if (gone.length > 0) throw new Error(`${DESTROYS}\n${gone.join("\n")}`);
  });

  test(`every stateful resource is in test/addresses/${file}`, () => {
    expect([...addresses].sort()).toEqual(pinned);
  });

  test("every resource with deletion protection counts as stateful", () => {
    const types = graph.resources
      .filter(({ body }) => (body.lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy)
      .map(({ type }) => type);
    expect(types.filter((type) => !STATEFUL.includes(type))).toEqual([]);
  });
});
