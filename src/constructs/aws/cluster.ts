import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { EksAddon, type EksAddonConfig } from "@cdktf/provider-aws/lib/eks-addon";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EKS_RELEASES, type EksAddonName, type EksRelease } from "../../catalogue/eks-releases";
import type * as contracts from "../../contracts";
import { CONSTRUCT_IDS } from "../../contracts/construct-ids";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { LogGroup } from "./log-group";
import type { NetworkAttributes } from "./network";
import { NodePool, type NodePoolProps } from "./node-pool";
import { serviceTrust } from "./policy-document";
import { Role } from "./role";

export interface ClusterProps {
  /** At most 100 characters. */
  readonly name: string;
  readonly region: string;
  /** Kubernetes minor version, e.g. `1.35`. */
  readonly version: string;
  /** Versions of the add-ons and of the node image. @default - the catalogue's versions for the Kubernetes version */
  readonly release?: EksRelease;
  /** Stay on a version past its standard support and pay the surcharge, instead of being upgraded. @default false */
  readonly extendedSupport?: boolean;
  readonly network: NetworkAttributes;
  /** Range of Kubernetes services. @default 172.20.0.0/16, the range that EKS itself would choose in a 10.x network */
  readonly serviceCidr?: string;
  /** Customer-managed key for Kubernetes secrets and node disks. */
  readonly key: contracts.EncryptionKey;
  /** Key for the control plane's logs. */
  readonly logKey: contracts.EncryptionKey;
  /** Retention of the control plane's logs, in days. @default 365 */
  readonly logRetentionDays?: number;
  /** Public ranges that may reach the API server. @default - none: only from inside the network */
  readonly allowedCidrs?: readonly string[];
  /** Role ARNs with cluster-admin rights. @default - none: the creator of the cluster gets no implicit rights */
  readonly administrators?: readonly string[];
  /** Enable snapshots of volumes; cluster backups require it. @default true */
  readonly volumeSnapshots?: boolean;
  /** Prevent deletion of the cluster. @default true */
  readonly deletionProtection?: boolean;
}

/** What other constructs need to know about a cluster; get it from an existing one. */
export interface ClusterAttributes {
  readonly name: string;
  readonly region: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Base64. */
  readonly certificateAuthority: string;
  /** Security group of the nodes and pods. */
  readonly nodeSecurityGroupId: string;
}

export interface ICluster extends contracts.ClusterAccess {
  readonly nodeSecurityGroupId: string;
}

/**
 * All five; without them a breach can't be investigated.
 * https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * An EKS cluster with private nodes, encrypted secrets, and an API endpoint that is private unless ranges are allowed.
 */
export class Cluster extends Construct implements ICluster {
  readonly cluster: EksCluster;
  readonly name: string;
  readonly addons: Readonly<Record<"vpcCni" | "kubeProxy" | "podIdentityAgent" | "coreDns" | "ebsCsi", EksAddon>> & {
    readonly snapshotController?: EksAddon;
  };
  private readonly region: string;
  private readonly release: EksRelease;
  private readonly nodeRole: Role;

  /** An existing cluster. */
  static fromAttributes({ name, region, ...attributes }: ClusterAttributes): ICluster {
    return { name, ...attributes, exec: execCredential(name, region) };
  }

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterProps,
  ) {
    super(scope, id);
    this.name = props.name;
    this.region = props.region;
    this.release = props.release ?? releaseOf(props.version);
    this.cluster = this.createCluster();
    this.admitAdministrators(props.administrators ?? []);
    this.nodeRole = this.createNodeRole();
    this.addons = this.createAddons();
  }

  get endpoint(): string {
    return this.cluster.endpoint;
  }

  get certificateAuthority(): string {
    return this.cluster.certificateAuthority.get(0).data;
  }

  get exec(): contracts.ClusterAccess["exec"] {
    return execCredential(this.name, this.region);
  }

  get nodeSecurityGroupId(): string {
    return this.cluster.vpcConfig.clusterSecurityGroupId;
  }

  /** Role of all nodes, including those that Karpenter creates. */
  get nodeRoleArn(): string {
    return this.nodeRole.arn;
  }

  get nodeRoleName(): string {
    return this.nodeRole.name;
  }

  /** Adds a managed node group. Add-ons that run on nodes are created after the pool and removed before it. */
  addPool(purpose: string, props: NodePoolProps): NodePool {
    const pool = new NodePool(this, CONSTRUCT_IDS.nodePool(purpose), {
      ...props,
      purpose,
      clusterName: this.cluster.name,
      version: this.props.version,
      releaseVersion: this.release.nodes,
      nodeRole: this.nodeRole,
      subnetIds: this.props.network.privateSubnetIds,
      key: this.props.key,
    });
    waitFor(pool.nodeGroup, this.addons.vpcCni, this.addons.kubeProxy, this.addons.podIdentityAgent);
    waitFor(this.addons.coreDns, pool);
    waitFor(this.addons.ebsCsi, pool);
    if (this.addons.snapshotController) waitFor(this.addons.snapshotController, pool);
    return pool;
  }

  private createCluster(): EksCluster {
    const { name, network, version, key, logKey, allowedCidrs = [], deletionProtection = true } = this.props;
    const log = new LogGroup(this, "log-group", {
      name: `/aws/eks/${name}/cluster`,
      key: logKey,
      ...(this.props.logRetentionDays !== undefined && { retentionDays: this.props.logRetentionDays }),
    });
    const role = new Role(this, "role", {
      name: `${name}-cluster`,
      description: "Lets the EKS control plane manage the cluster's network interfaces",
      trust: serviceTrust("eks.amazonaws.com"),
      managedPolicies: ["AmazonEKSClusterPolicy"],
    });
    const cluster = new EksCluster(this, "cluster", {
      name,
      version,
      roleArn: role.arn,
      deletionProtection,
      // Everything that it would install is an add-on below, which can be upgraded.
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: LOG_TYPES,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { provider: { keyArn: key.id }, resources: ["secrets"] },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: this.props.serviceCidr ?? "172.20.0.0/16" },
      upgradePolicy: { supportType: this.props.extendedSupport ? "EXTENDED" : "STANDARD" },
      zonalShiftConfig: { enabled: true },
      vpcConfig: {
        subnetIds: [...network.privateSubnetIds],
        endpointPrivateAccess: true,
        endpointPublicAccess: allowedCidrs.length > 0,
        ...(allowedCidrs.length > 0 && { publicAccessCidrs: [...allowedCidrs] }),
      },
      lifecycle: { preventDestroy: deletionProtection },
    });
    // The log group must be created first and deleted last; the permissions must outlive the network interfaces.
    waitFor(cluster, log, role, network);
    return cluster;
  }

  private admitAdministrators(roleArns: readonly string[]): void {
    roleArns.forEach((principalArn, index) => {
      const entry = new EksAccessEntry(this, `administrator-${index}`, {
        clusterName: this.cluster.name,
        principalArn,
      });
      new EksAccessPolicyAssociation(this, `administrator-policy-${index}`, {
        clusterName: this.cluster.name,
        principalArn: entry.principalArn,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      });
    });
  }

  /** https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html; pods get their own identities instead. */
  private createNodeRole(): Role {
    return new Role(this, "node-role", {
      name: `${this.name}-nodes`,
      description: "Lets nodes join the cluster and pull images",
      trust: serviceTrust("ec2.amazonaws.com"),
      managedPolicies: ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
    });
  }

  private createAddons(): Cluster["addons"] {
    const addon = (id: string, addonName: EksAddonName, config: Partial<EksAddonConfig> = {}) =>
      new EksAddon(this, id, {
        addonName,
        addonVersion: this.release.addons[addonName],
        clusterName: this.cluster.name,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "PRESERVE",
        ...config,
      });
    const cniRole = this.createAddonRole("vpc-cni", "AmazonEKS_CNI_Policy");
    const csiRole = this.createAddonRole("ebs-csi", "service-role/AmazonEBSCSIDriverPolicy");
    // Snapshots of volumes and their definitions: https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html
    const snapshotController =
      this.props.volumeSnapshots === false ? undefined : addon("addon-snapshot-controller", "snapshot-controller");
    return {
      podIdentityAgent: addon("addon-pod-identity-agent", "eks-pod-identity-agent"),
      kubeProxy: addon("addon-kube-proxy", "kube-proxy"),
      vpcCni: addon("addon-vpc-cni", "vpc-cni", {
        podIdentityAssociation: [{ roleArn: cniRole.arn, serviceAccount: "aws-node" }],
        // Enforces network policies; prefix delegation assigns /28 blocks so that a node can run 110 pods.
        configurationValues: JSON.stringify({ enableNetworkPolicy: "true", env: { ENABLE_PREFIX_DELEGATION: "true" } }),
      }),
      coreDns: addon("addon-coredns", "coredns"),
      ebsCsi: addon("addon-ebs-csi", "aws-ebs-csi-driver", {
        podIdentityAssociation: [{ roleArn: csiRole.arn, serviceAccount: "ebs-csi-controller-sa" }],
        // Its snapshot sidecar watches these definitions: without them it crashes and restarts.
        ...(snapshotController && { dependsOn: [snapshotController] }),
      }),
      ...(snapshotController && { snapshotController }),
    };
  }

  private createAddonRole(addon: string, policy: string): Role {
    return new Role(this, `${addon}-role`, {
      name: `${this.name}-${addon}`,
      description: `Permissions of the ${addon} add-on`,
      trust: serviceTrust("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]),
      managedPolicies: [policy],
    });
  }
}

function releaseOf(version: string): EksRelease {
  const release = EKS_RELEASES[version];
  if (release) return release;
  const known = Object.keys(EKS_RELEASES).join(", ");
  throw new Error(`No add-ons in the catalogue for Kubernetes ${version}, only for ${known}: set release`);
}

function execCredential(name: string, region: string): contracts.ClusterAccess["exec"] {
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", name, "--region", region, "--output", "json"],
  };
}
