import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { S3Backend } from "cdktf/lib/backends/s3-backend";
import { TerraformStack } from "cdktf/lib/terraform-stack";
import type { Construct } from "constructs";
import { Bucket, Budget, Cluster, Database, Key, Network, WorkloadIdentity } from "mlops-constructs/aws";

const REGION = "us-east-1";
const ACCOUNT = "111111111111";
const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

/** A team's feature store: network and cluster are the team's own, everything else comes from the package. */
export class FeatureStore extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.addOverride("terraform.required_version", ">= 1.11.0");
    new AwsProvider(this, "aws", {
      region: REGION,
      defaultTags: [
        {
          tags: {
            environment: "prod",
            owner: "features",
            "cost-centre": "ml-2002",
            "data-classification": "internal",
            "managed-by": "cdktf",
          },
        },
      ],
    });
    const backend = new S3Backend(this, {
      bucket: "acme-features-tfstate",
      key: "features.tfstate",
      region: REGION,
      encrypt: true,
    });
    backend.addOverride("use_lockfile", true);

    const key = new Key(this, "key", {
      name: "acme-features",
      description: "Features",
      accountId: ACCOUNT,
      region: REGION,
      forLogs: true,
    });
    const network = this.ownNetwork();
    const cluster = this.ownCluster(network, key);

    const features = new Bucket(this, "features", { name: "acme-features", region: REGION, key });
    const identity = new WorkloadIdentity(this, "writer", {
      name: "acme-feature-writer",
      cluster,
      namespace: "features",
      serviceAccount: "writer",
    });
    features.grantReadWrite(identity, { prefix: "online" });
    const database = new Database(this, "metadata", {
      name: "acme-features",
      network,
      type: "db.m7g.large",
      key,
      logKey: key,
    });
    database.allowConnectionsFrom(cluster);
    new Budget(this, "budget", { name: "acme-features", monthlyUsd: 800, alertEmails: ["features@example.com"] });
  }

  private ownNetwork() {
    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.60.0.0/16" });
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id });
    const subnets = ZONES.map(
      (availabilityZone, index) =>
        new Subnet(this, `subnet-${index}`, { vpcId: vpc.id, availabilityZone, cidrBlock: `10.60.${index}.0/24` }),
    );
    return Network.fromAttributes({
      vpcId: vpc.id,
      cidr: "10.60.0.0/16",
      privateSubnetIds: subnets.map(({ id }) => id),
      publicSubnetIds: [],
    });
  }

  private ownCluster(network: ReturnType<FeatureStore["ownNetwork"]>, key: Key) {
    const role = new IamRole(this, "cluster-role", {
      name: "acme-features-cluster",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    });
    const eks = new EksCluster(this, "cluster", {
      name: "acme-features",
      version: "1.35",
      roleArn: role.arn,
      deletionProtection: true,
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      encryptionConfig: { provider: { keyArn: key.id }, resources: ["secrets"] },
      vpcConfig: {
        subnetIds: [...network.privateSubnetIds],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      lifecycle: { preventDestroy: true },
    });
    return Cluster.fromAttributes({
      name: eks.name,
      region: REGION,
      endpoint: eks.endpoint,
      certificateAuthority: eks.certificateAuthority.get(0).data,
      nodeSecurityGroupId: eks.vpcConfig.clusterSecurityGroupId,
    });
  }
}
