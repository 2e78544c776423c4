import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import type * as contracts from "../../contracts";
import { CONSTRUCT_IDS } from "../../contracts/construct-ids";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { NetworkAttributes } from "./network";
import { NodePool, type NodePoolProps } from "./node-pool";

export interface MaintenanceWindow {
  readonly day: "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT" | "SUN";
  /** Start, `HH:MM`, UTC. */
  readonly start: string;
  readonly hours: number;
}

export interface ClusterProps {
  /** At most 40 characters. */
  readonly name: string;
  readonly projectId: string;
  readonly region: string;
  /** Zones of the nodes; the control plane always spans three zones. */
  readonly zones: readonly string[];
  /** Kubernetes minor version, e.g. `1.35`. */
  readonly version: string;
  /** Stay on a version past its standard support and pay the surcharge, instead of being upgraded. @default false */
  readonly extendedSupport?: boolean;
  readonly network: NetworkAttributes;
  /** Customer-managed key for Kubernetes secrets and node disks. */
  readonly key: contracts.EncryptionKey;
  /** Public ranges that may reach the API server. @default - none: only from inside the network */
  readonly allowedCidrs?: readonly string[];
  /** When Google may upgrade the control plane and the nodes. @default Sunday 02:00 to 14:00 UTC */
  readonly maintenanceWindow?: MaintenanceWindow;
  /**
   * Date until which Google keeps the minor version, `YYYY-MM-DD`, at most the end of its support. Patches are
   * installed. Your own minor upgrade is not blocked, but does not upgrade nodes: upgrade the node pools afterwards.
   * https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions#exclusions
   * @default - none: Google upgrades when the release channel does
   */
  readonly keepMinorVersionUntil?: string;
  /**
   * Allows GKE to create node pools when no existing pool has capacity, up to these processors and GiB on the whole
   * cluster. https://cloud.google.com/kubernetes-engine/docs/concepts/node-auto-provisioning
   * @default - only the pools that are added
   */
  readonly autoProvisioning?: { readonly cpu: number; readonly memoryGiB: number };
  /** Members with cluster-admin rights, e.g. `group:ml-platform@example.com`. @default - only those with IAM roles */
  readonly administrators?: readonly string[];
  /** Prevent deletion of the cluster. @default true */
  readonly deletionProtection?: boolean;
}

/** What other constructs need to know about a cluster; get it from an existing one. */
export interface ClusterAttributes {
  readonly name: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Base64. */
  readonly certificateAuthority: string;
}

/**
 * The minimum that nodes need.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#use_least_privilege_sa
 */
const NODE_ROLES = ["roles/container.defaultNodeServiceAccount", "roles/artifactregistry.reader"];

const SUNDAY_NIGHT: MaintenanceWindow = { day: "SUN", start: "02:00", hours: 12 };

/**
 * A regional GKE cluster with private nodes, an API endpoint that is private unless ranges are allowed, and Dataplane
 * V2.
 */
export class Cluster extends Construct implements contracts.ClusterAccess {
  readonly cluster: ContainerCluster;
  readonly nodeServiceAccount: ServiceAccount;
  readonly name: string;
  readonly projectId: string;
  readonly exec = EXEC;

  /** An existing cluster. */
  static fromAttributes(attributes: ClusterAttributes): contracts.ClusterAccess {
    return { ...attributes, exec: EXEC };
  }

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterProps,
  ) {
    super(scope, id);
    this.name = props.name;
    this.projectId = props.projectId;
    this.nodeServiceAccount = this.createNodeServiceAccount();
    this.cluster = this.createCluster();
    this.admitAdministrators();
  }

  get endpoint(): string {
    return `https://${this.cluster.endpoint}`;
  }

  get certificateAuthority(): string {
    return this.cluster.masterAuth.clusterCaCertificate;
  }

  /** Adds a node pool. */
  addPool(purpose: string, props: NodePoolProps): NodePool {
    return new NodePool(this, CONSTRUCT_IDS.nodePool(purpose), {
      ...props,
      purpose,
      cluster: this.cluster,
      zones: this.props.zones,
      serviceAccount: this.nodeServiceAccount.email,
      nodeTag: this.props.network.nodeTag,
      key: this.props.key,
    });
  }

  private createNodeServiceAccount(): ServiceAccount {
    const account = new ServiceAccount(this, "node-service-account", {
      accountId: `${this.name}-nodes`,
      displayName: `Nodes of ${this.name}`,
      project: this.projectId,
    });
    for (const role of NODE_ROLES) {
      new ProjectIamMember(this, `node-${role.split("/")[1]}`, {
        project: this.projectId,
        role,
        member: `serviceAccount:${account.email}`,
      });
    }
    return account;
  }

  private createCluster(): ContainerCluster {
    const { name, projectId, region, zones, version, network, key, deletionProtection = true } = this.props;
    const cluster = new ContainerCluster(this, "cluster", {
      name,
      project: projectId,
      location: region,
      nodeLocations: [...zones],
      minMasterVersion: version,
      releaseChannel: { channel: this.props.extendedSupport ? "EXTENDED" : "REGULAR" },
      deletionProtection,
      network: network.networkId,
      subnetwork: network.subnetworkId,
      networkingMode: "VPC_NATIVE",
      ipAllocationPolicy: {
        clusterSecondaryRangeName: network.podRangeName,
        servicesSecondaryRangeName: network.serviceRangeName,
      },
      ...this.access(),
      datapathProvider: "ADVANCED_DATAPATH",
      enableIntranodeVisibility: true,
      workloadIdentityConfig: { workloadPool: `${projectId}.svc.id.goog` },
      databaseEncryption: { state: "ENCRYPTED", keyName: key.id },
      enableShieldedNodes: true,
      enableLegacyAbac: false,
      masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
      binaryAuthorization: { evaluationMode: "DISABLED" },
      securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_DISABLED" },
      // Pools are separate resources; the default pool of a new cluster is deleted immediately.
      removeDefaultNodePool: true,
      initialNodeCount: 1,
      nodeConfig: {
        serviceAccount: this.nodeServiceAccount.email,
        shieldedInstanceConfig: { enableSecureBoot: true },
        // By default its disks would use 100 GB of SSD in each zone, which exceeds the quota of new projects.
        diskType: "pd-standard",
        diskSizeGb: 20,
      },
      addonsConfig: {
        gcePersistentDiskCsiDriverConfig: { enabled: true },
        gcsFuseCsiDriverConfig: { enabled: true },
        dnsCacheConfig: { enabled: true },
        httpLoadBalancing: { disabled: false },
      },
      gatewayApiConfig: { channel: "CHANNEL_STANDARD" },
      loggingConfig: {
        enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
      },
      // The platform includes its own Prometheus; Google's managed one is billed per sample.
      monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: false } },
      costManagementConfig: { enabled: true },
      ...this.autoProvisioning(),
      maintenancePolicy: {
        recurringWindow: recurringWindow(this.props.maintenanceWindow ?? SUNDAY_NIGHT),
        ...this.keptVersion(),
      },
      lifecycle: {
        preventDestroy: deletionProtection,
        // Only the temporary default pool has this config; inheriting nodes of a later version would replace the cluster.
        ignoreChanges: ["node_config", "initial_node_count"],
      },
    });
    waitFor(cluster, key, network);
    return cluster;
  }

  private autoProvisioning() {
    const { autoProvisioning, key } = this.props;
    if (!autoProvisioning) return {};
    return {
      clusterAutoscaling: {
        enabled: true,
        autoscalingProfile: "OPTIMIZE_UTILIZATION",
        resourceLimits: [
          { resourceType: "cpu", minimum: 0, maximum: autoProvisioning.cpu },
          { resourceType: "memory", minimum: 0, maximum: autoProvisioning.memoryGiB },
        ],
        autoProvisioningDefaults: {
          serviceAccount: this.nodeServiceAccount.email,
          oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
          bootDiskKmsKey: key.id,
          imageType: "COS_CONTAINERD",
          management: { autoRepair: true, autoUpgrade: true },
          shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
        },
      },
    };
  }

  private keptVersion() {
    const { keepMinorVersionUntil } = this.props;
    if (keepMinorVersionUntil === undefined) return {};
    return {
      maintenanceExclusion: [
        {
          exclusionName: "minor-version",
          startTime: EXCLUSION_START,
          endTime: `${keepMinorVersionUntil}T00:00:00Z`,
          exclusionOptions: { scope: "NO_MINOR_UPGRADES" },
        },
      ],
    };
  }

  private access() {
    const { network, allowedCidrs = [] } = this.props;
    return {
      privateClusterConfig: {
        enablePrivateNodes: true,
        enablePrivateEndpoint: allowedCidrs.length === 0,
        masterIpv4CidrBlock: network.controlPlaneCidr,
        masterGlobalAccessConfig: { enabled: false },
      },
      masterAuthorizedNetworksConfig: {
        gcpPublicCidrsAccessEnabled: false,
        cidrBlocks: allowedCidrs.map((cidrBlock) => ({ cidrBlock })),
      },
    };
  }

  private admitAdministrators(): void {
    (this.props.administrators ?? []).forEach((member, index) => {
      new ProjectIamMember(this, `administrator-${index}`, {
        project: this.projectId,
        role: "roles/container.admin",
        member,
      });
    });
  }
}

/** The same credentials that Terraform's provider uses, so that no separate gcloud login is needed. */
const EXEC: contracts.ClusterAccess["exec"] = {
  apiVersion: "client.authentication.k8s.io/v1beta1",
  command: "gke-gcloud-auth-plugin",
  args: ["--use_application_default_credentials=true"],
};

/** Google requires a start; any day before the cluster existed works. */
const EXCLUSION_START = "2025-01-01T00:00:00Z";

/** Google requires the first occurrence as dates and the rest as a recurrence; any past week works. */
function recurringWindow({ day, start, hours }: MaintenanceWindow) {
  // 2024-01-01 was a Monday.
  const date = 1 + ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"].indexOf(day);
  const first = new Date(`2024-01-0${date}T${start}:00Z`);
  const last = new Date(first.getTime() + hours * 3_600_000);
  const rfc3339 = (time: Date) => time.toISOString().replace(".000Z", "Z");
  return { startTime: rfc3339(first), endTime: rfc3339(last), recurrence: `FREQ=WEEKLY;BYDAY=${day.slice(0, 2)}` };
}
