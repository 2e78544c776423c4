import { EKS_RELEASES, type EksRelease } from "../../../src/catalogue/eks-releases";
import { Cluster, type ClusterProps, Key, Network } from "../../../src/constructs/aws";
import { KUBERNETES_VERSIONS } from "../../../src/facts/kubernetes-support";
import { TODAY } from "../../environment/valid-environments";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" });
const network = Network.fromAttributes({
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  privateSubnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  publicSubnetIds: [],
});
const minimal: ClusterProps = { name: "acme-prod", region: "us-east-1", version: "1.35", network, key, logKey: key };

const cluster = (props: Partial<ClusterProps> = {}, more: (cluster: Cluster) => void = () => {}) =>
  synthesizeConstruct((scope) => more(new Cluster(scope, "cluster", { ...minimal, ...props })));

describe("a cluster with no options", () => {
  const { only, all } = cluster();

  test("has a private API endpoint", () => {
    const { vpc_config } = only("aws_eks_cluster");
    expect(vpc_config).toEqual({
      endpoint_private_access: true,
      endpoint_public_access: false,
      subnet_ids: ["subnet-a", "subnet-b", "subnet-c"],
    });
  });

  test("encrypts secrets, keeps all five logs for a year, and can't be deleted", () => {
    expect(only("aws_eks_cluster")).toMatchObject({
      encryption_config: { provider: { key_arn: key.id }, resources: ["secrets"] },
      enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/eks/acme-prod/cluster",
      kms_key_id: key.id,
      retention_in_days: 365,
    });
  });

  test("gives its creator no implicit rights, and no one else any", () => {
    expect(only("aws_eks_cluster")).toMatchObject({
      access_config: { authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false },
    });
    expect(all("aws_eks_access_entry")).toEqual([]);
  });

  test("is upgraded rather than billed for extended support", () => {
    expect(only("aws_eks_cluster")).toMatchObject({ upgrade_policy: { support_type: "STANDARD" } });
  });

  test("has every add-on, with its own permissions if it needs any", () => {
    expect(
      all("aws_eks_addon")
        .map(({ addon_name }) => addon_name)
        .sort(),
    ).toEqual([
      "aws-ebs-csi-driver",
      "coredns",
      "eks-pod-identity-agent",
      "kube-proxy",
      "snapshot-controller",
      "vpc-cni",
    ]);
    const withRole = all("aws_eks_addon").filter(
      ({ pod_identity_association }) => pod_identity_association !== undefined,
    );
    expect(withRole.map(({ addon_name }) => addon_name).sort()).toEqual(["aws-ebs-csi-driver", "vpc-cni"]);
  });
});

test("the volume driver comes after the snapshot definitions, which it watches", () => {
  const { all } = cluster();
  const driver = all("aws_eks_addon").find(({ addon_name }) => addon_name === "aws-ebs-csi-driver");
  expect(driver?.depends_on).toEqual([expect.stringMatching(/^aws_eks_addon\..*snapshot-controller/)]);
});

describe("versions", () => {
  const versions = (version: string) => {
    const { only, all } = cluster({ version }, (eks) => eks.addPool("a", { max: 3, instanceTypes: ["m7i.large"] }));
    return {
      nodes: String(only("aws_eks_node_group").release_version),
      addons: Object.fromEntries(
        all("aws_eks_addon").map(({ addon_name, addon_version }) => [addon_name, addon_version]),
      ),
    };
  };

  test.each(["1.31", "1.32", "1.33", "1.34", "1.35"])(
    "of add-ons and node images match Kubernetes %s, and change with it",
    (version) => {
      const { nodes, addons } = versions(version);
      expect(nodes).toMatch(new RegExp(`^${version}\\.\\d+-2026\\d{4}$`));
      expect(addons["kube-proxy"]).toMatch(new RegExp(`^v${version}\\.\\d+-eksbuild\\.\\d+$`));
      expect(Object.values(addons).every((addon) => /^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(String(addon)))).toBe(true);
    },
  );

  test("can be overridden, and must be for a version that the catalogue doesn't have", () => {
    expect(() => cluster({ version: "1.99" })).toThrow("No add-ons in the catalogue for Kubernetes 1.99");
    const release = { ...EKS_RELEASES["1.35"], nodes: "1.99.0-20990101" } as EksRelease;
    const { only } = cluster({ version: "1.99", release }, (eks) =>
      eks.addPool("a", { max: 3, instanceTypes: ["m7i.large"] }),
    );
    expect(only("aws_eks_node_group").release_version).toBe("1.99.0-20990101");
  });

  test("every version that an environment may have is in the catalogue", () => {
    const supported = Object.entries(KUBERNETES_VERSIONS.aws).filter(([, { extended }]) => extended >= TODAY);
    expect(Object.keys(EKS_RELEASES)).toEqual(supported.map(([version]) => version));
  });
});

test("only the given ranges may reach the API from outside", () => {
  const { only } = cluster({ allowedCidrs: ["198.51.100.0/24"] });
  expect(only("aws_eks_cluster").vpc_config).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: true,
    public_access_cidrs: ["198.51.100.0/24"],
  });
});

test("only the given roles have access to the cluster, as administrators", () => {
  const { all } = cluster({ administrators: ["arn:aws:iam::1:role/deploy"] });
  expect(all("aws_eks_access_policy_association")).toMatchObject([
    {
      principal_arn: expect.stringContaining("administrator-0"),
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    },
  ]);
});

describe("node pools", () => {
  test("a GPU pool scales from zero, and only pods that tolerate it run there", () => {
    const { only } = cluster({}, (eks) => eks.addPool("gpu", { max: 4, instanceTypes: ["g6.xlarge"], gpu: true }));
    expect(only("aws_eks_node_group")).toMatchObject({
      ami_type: "AL2023_x86_64_NVIDIA",
      capacity_type: "ON_DEMAND",
      scaling_config: { min_size: 0, max_size: 4, desired_size: 0 },
      labels: { "mlops/pool": "gpu", "nvidia.com/gpu.present": "true" },
      taint: [
        { key: "mlops/pool", value: "gpu", effect: "NO_SCHEDULE" },
        { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" },
      ],
      lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
    });
  });

  test("nodes have encrypted disks, and pods can't reach their credentials", () => {
    const { only } = cluster({}, (eks) =>
      eks.addPool("general", { min: 3, max: 9, instanceTypes: ["m7i.large"], diskGiB: 80 }),
    );
    expect(only("aws_launch_template")).toMatchObject({
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
      block_device_mappings: [{ ebs: { encrypted: "true", kms_key_id: key.id, volume_size: 80, volume_type: "gp3" } }],
    });
    expect(only("aws_eks_node_group").taint).toEqual([]);
  });

  test("spot and Arm set the capacity type and the architecture", () => {
    const { only } = cluster({}, (eks) =>
      eks.addPool("spot", {
        max: 4,
        instanceTypes: ["m7g.large"],
        capacity: "spot",
        architecture: "arm64",
        reserved: true,
      }),
    );
    expect(only("aws_eks_node_group")).toMatchObject({
      capacity_type: "SPOT",
      ami_type: "AL2023_ARM_64_STANDARD",
      taint: [{ key: "mlops/pool", value: "spot", effect: "NO_SCHEDULE" }],
    });
  });

  test("a fixed-size group grows with its minimum: its desired size isn't left to an autoscaler", () => {
    const { only } = cluster({}, (eks) => eks.addPool("system", { min: 3, max: 3, instanceTypes: ["m7i.large"] }));
    expect(only("aws_eks_node_group")).toMatchObject({
      scaling_config: { min_size: 3, max_size: 3, desired_size: 3 },
    });
    expect(only("aws_eks_node_group").lifecycle).toBeUndefined();
  });

  test("nodes come after the CNI and before CoreDNS, and are removed in reverse order", () => {
    const { only, all } = cluster({}, (eks) => eks.addPool("general", { max: 3, instanceTypes: ["m7i.large"] }));
    const group = only("aws_eks_node_group");
    expect(group.depends_on).toEqual(expect.arrayContaining([expect.stringContaining("addon-vpc-cni")]));
    const coredns = all("aws_eks_addon").find(({ addon_name }) => addon_name === "coredns");
    expect(coredns?.depends_on).toEqual(expect.arrayContaining([expect.stringContaining("pool-general_node-group")]));
  });
});

test("the cluster comes after its log group, its role's permissions and a network created with it", () => {
  const { only } = synthesizeConstruct((scope) => {
    const own = new Network(scope, "network", {
      name: "acme",
      region: "us-east-1",
      zones: ["us-east-1a"],
      cidr: "10.0.0.0/16",
      logKey: key,
    });
    new Cluster(scope, "cluster", { ...minimal, network: own });
  });
  const dependencies = only("aws_eks_cluster").depends_on;
  for (const part of ["log-group", "AmazonEKSClusterPolicy", "network_nat-gateway"])
    expect(dependencies).toEqual(expect.arrayContaining([expect.stringContaining(part)]));
});
