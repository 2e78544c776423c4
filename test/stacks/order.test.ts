import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "../../src/framework/terraform";
import { addStacks } from "../../src/stacks/clouds";
import { type Cloud, shipped, shippedGraph, synthesizeEnvironment } from "./shipped";

/** Addresses that a resource depends on, directly or indirectly. */
function needs(cloud: Cloud, type: string, name: RegExp): Set<string> {
  const graph = shippedGraph(cloud, "prod");
  const start = graph.ofType(type).find((resource) => name.test(resource.name));
  if (!start) throw new Error(`there is no ${type} like ${name}`);
  const found = new Set<string>();
  const visit = (resource: typeof start) => {
    const declared = Array.isArray(resource.body.depends_on) ? resource.body.depends_on.map(String) : [];
    const targets = [
      ...graph.references(resource),
      ...graph.resources.filter(({ stack, address }) => stack === resource.stack && declared.includes(address)),
    ];
    for (const target of targets) {
      if (found.has(target.address)) continue;
      found.add(target.address);
      visit(target);
    }
  };
  visit(start);
  return found;
}

const some = (addresses: Set<string>, pattern: RegExp) => [...addresses].some((address) => pattern.test(address));

describe("teardown is the reverse of creation, so dependencies are removed last", () => {
  test.each<[string, Cloud, string, RegExp, readonly RegExp[]]>([
    [
      "EKS nodes stand on the network plugin, the cluster, the NAT gateways and their role's permissions",
      "aws",
      "aws_eks_node_group",
      /pool-general/,
      [
        /addon-vpc-cni/,
        /aws_eks_cluster\./,
        /aws_nat_gateway\./,
        /aws_route\.network_private/,
        /AmazonEKSWorkerNodePolicy/,
      ],
    ],
    ["CoreDNS depends on every pool", "aws", "aws_eks_addon", /coredns/, [/pool-general/, /pool-system/]],
    [
      "EKS writes into a log group of ours",
      "aws",
      "aws_eks_cluster",
      /cluster/,
      [/log_group\.cluster/, /AmazonEKSClusterPolicy/],
    ],
    [
      "RDS writes into log groups of ours",
      "aws",
      "aws_db_instance",
      /database/,
      [/log-group-postgresql/, /aws_db_subnet_group/],
    ],
    [
      "a pod identity depends on the cluster and its agent",
      "aws",
      "aws_eks_pod_identity_association",
      /mlflow/,
      [/aws_eks_cluster\./],
    ],
    [
      "Cloud SQL depends on the peering and on its key's users",
      "google",
      "google_sql_database_instance",
      /database/,
      [/google_service_networking_connection/, /kms_crypto_key_iam_member\.database-key/],
    ],
    [
      "GKE depends on NAT and on its key's users",
      "google",
      "google_container_cluster",
      /cluster/,
      [/google_compute_router_nat/, /kms_crypto_key_iam_member\.cluster-key/],
    ],
    [
      "a workload identity depends on the cluster, which creates the workload pool",
      "google",
      "google_service_account_iam_member",
      /mlflow/,
      [/google_container_cluster\./],
    ],
    ["a bucket depends on its key's users", "google", "google_storage_bucket", /models/, [/iam_member\.storage-key/]],
  ])("%s", (_, cloud, type, name, expected) => {
    const found = needs(cloud, type, name);
    expect(expected.filter((pattern) => !some(found, pattern))).toEqual([]);
  });
});

test.each<Cloud>(["aws", "google"])("on %s the bootstrap stack is deployed before the foundation", (cloud) => {
  const outdir = mkdtempSync(join(tmpdir(), "order-"));
  const app = new App({ outdir });
  addStacks(app, shipped(cloud, "dev"));
  app.synth();
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
  rmSync(outdir, { recursive: true });
  expect(stacks[`${cloud}-dev-foundation`].dependencies).toEqual([`${cloud}-dev-bootstrap`]);
});

describe.each<Cloud>(["aws", "google"])("on %s", (cloud) => {
  test.each(["dev", "staging", "prod"])("%s is byte-identical on every run", (name) => {
    const text = () => JSON.stringify(synthesizeEnvironment(shipped(cloud, name)));
    expect(text()).toBe(text());
  });
});

test.each(["aws", "google"] as const)(
  "on %s the namespace of a team is removed before the components whose finalizers its objects have",
  (cloud) => {
    const before = needs(cloud, "kubernetes_namespace_v1", /^team-/);
    for (const component of [/^helm_release\.kserve_/, /^helm_release\.knative_/, /^helm_release\.kueue_/])
      expect([...before].some((address) => component.test(address))).toBe(true);
  },
);
