import { checkKept, lossOf } from "../../change";
import { mentioners } from "../../mentions";
import { FROM_STAGING, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

/** Types that must be replaced to move to another network. */
const TENANTS = new Set([
  "aws_eks_cluster",
  "aws_eks_node_group",
  "aws_db_subnet_group",
  "aws_db_instance",
  "aws_rds_cluster",
  "aws_elasticache_subnet_group",
  "aws_efs_mount_target",
  "aws_instance",
  "aws_lb",
  "aws_nat_gateway",
  "aws_msk_cluster",
  "aws_opensearch_domain",
  "google_alloydb_cluster",
  "google_compute_instance",
  "google_container_cluster",
  "google_filestore_instance",
  "google_redis_instance",
  "google_service_networking_connection",
  "google_sql_database_instance",
]);

export const networkKept: Rule = {
  id: "network-kept",
  title: "No plan deletes or replaces a network that is in use",
  why: "Clusters and databases can't move to another network: Terraform deletes them first, or fails halfway after removing the routes.",
  remedy: "Add ranges or subnets alongside the old ones; for a new network, create a new environment.",
  severity: "critical",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
  resourceTypes: ["aws_vpc", "aws_subnet", "google_compute_network", "google_compute_subnetwork"],
  on: "change",
  check: (network, { graph }) => {
    const loss = lossOf(network);
    if (loss === undefined) return [PASS];
    const tenants = mentioners(graph, network).filter(({ type }) => TENANTS.has(type));
    if (tenants.length > 0) return checkKept(network, `In use by: ${namesOf(tenants.map(({ address }) => address))}.`);
    return [{ kind: "undecided", reason: `It is ${loss}; this plan doesn't show whether another stack uses it` }];
  },
  examples: {
    pass: planExample({
      type: "aws_vpc",
      actions: ["update"],
      before: { id: "vpc-1", enable_dns_hostnames: false },
      after: { id: "vpc-1", enable_dns_hostnames: true },
    }),
    fail: planExample(
      {
        type: "aws_subnet",
        actions: ["delete", "create"],
        before: { id: "subnet-1", cidr_block: "10.0.0.0/24" },
        after: { cidr_block: "10.0.8.0/24" },
        replacePaths: [["cidr_block"]],
      },
      {
        type: "aws_eks_cluster",
        actions: ["no-op"],
        before: { name: "acme", vpc_config: [{ subnet_ids: ["subnet-1", "subnet-2"] }] },
        after: { name: "acme", vpc_config: [{ subnet_ids: ["subnet-1", "subnet-2"] }] },
      },
    ),
  },
};

/** The first few, to keep the line readable. */
function namesOf(addresses: readonly string[]): string {
  const more = addresses.length - 3;
  return more > 0 ? `${addresses.slice(0, 3).join(", ")} and ${more} more` : addresses.join(", ");
}
