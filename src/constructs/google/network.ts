import { ComputeAddress } from "@cdktf/provider-google/lib/compute-address";
import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeNetwork } from "@cdktf/provider-google/lib/compute-network";
import { ComputeRouter } from "@cdktf/provider-google/lib/compute-router";
import { ComputeRouterNat } from "@cdktf/provider-google/lib/compute-router-nat";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { ServiceNetworkingConnection } from "@cdktf/provider-google/lib/service-networking-connection";
import { addressCount, subnets } from "../../framework/cidr";
import { Construct } from "../../framework/terraform";

export interface NetworkProps {
  /** Name of the network and prefix of the names of its resources. */
  readonly name: string;
  readonly region: string;
  /** Zones of the cluster; Google's subnets span all of them. */
  readonly zones: readonly string[];
  /** Range that is divided into subnets, e.g. `10.0.0.0/16`. */
  readonly cidr: string;
  /** Prefix length of the nodes' subnet. @default 19, 8,188 nodes */
  readonly privateSubnetPrefix?: number;
  /** Prefix length of the proxy-only subnet for regional load balancers; 26 at most. @default 24 */
  readonly publicSubnetPrefix?: number;
  /** Range of the pods. */
  readonly podCidr: string;
  /** Range of Kubernetes services. */
  readonly serviceCidr: string;
  /** The /28 of the control plane, which must reach admission webhooks on the nodes. */
  readonly controlPlaneCidr: string;
  /** Range for private addresses of Cloud SQL and other managed services. */
  readonly managedServicesCidr: string;
  /** Cloud NAT is not tied to a zone; this sets its number of static addresses. @default "per-zone" */
  readonly natGateways?: "single" | "per-zone";
  /** @default true */
  readonly deletionProtection?: boolean;
}

/** What other constructs need to know about a network; get it from an existing one. */
export interface NetworkAttributes {
  readonly networkId: string;
  readonly subnetworkId: string;
  /** Name of the secondary range of the pods. */
  readonly podRangeName: string;
  /** Name of the secondary range of the services. */
  readonly serviceRangeName: string;
  readonly controlPlaneCidr: string;
  /** Network tag that firewall rules for nodes target. */
  readonly nodeTag: string;
}

/**
 * Ports of the admission webhooks and aggregated APIs that components serve on nodes. GKE itself opens 443 and 10250;
 * other ports time out without this rule: https://github.com/istio/istio/issues/20621
 */
const WEBHOOK_PORTS = ["443", "6443", "8082", "8443", "9443", "10250", "15017"];

/**
 * A VPC with a subnet for nodes, pods and services, NAT with static addresses, flow logs, Private Google Access,
 * private access to managed services, and the firewall rules that a private control plane needs.
 */
export class Network extends Construct implements NetworkAttributes {
  readonly network: ComputeNetwork;
  readonly subnetwork: ComputeSubnetwork;
  readonly proxySubnetwork: ComputeSubnetwork;
  readonly nat: ComputeRouterNat;
  readonly managedServices: ServiceNetworkingConnection;
  readonly podRangeName = "pods";
  readonly serviceRangeName = "services";
  readonly controlPlaneCidr: string;
  readonly nodeTag: string;

  /** An existing network. */
  static fromAttributes(attributes: NetworkAttributes): NetworkAttributes {
    return attributes;
  }

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.controlPlaneCidr = props.controlPlaneCidr;
    this.nodeTag = `${props.name}-node`;
    this.network = new ComputeNetwork(this, "network", {
      name: props.name,
      autoCreateSubnetworks: false,
      routingMode: "REGIONAL",
    });
    this.subnetwork = this.createSubnetwork(props);
    this.proxySubnetwork = this.createProxySubnetwork(props);
    this.nat = this.createNat(props);
    this.managedServices = this.createManagedServicesAccess(props);
    this.createFirewall(props);
  }

  get networkId(): string {
    return this.network.id;
  }

  get subnetworkId(): string {
    return this.subnetwork.id;
  }

  private createSubnetwork(props: NetworkProps): ComputeSubnetwork {
    const { name, region, cidr, privateSubnetPrefix = 19, podCidr, serviceCidr } = props;
    return new ComputeSubnetwork(this, "private-subnet", {
      name: `${name}-private`,
      region,
      network: this.network.id,
      ipCidrRange: subnets(cidr, privateSubnetPrefix, 1)[0] ?? cidr,
      privateIpGoogleAccess: true,
      secondaryIpRange: [
        { rangeName: this.podRangeName, ipCidrRange: podCidr },
        { rangeName: this.serviceRangeName, ipCidrRange: serviceCidr },
      ],
      logConfig: { aggregationInterval: "INTERVAL_10_MIN", flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" },
    });
  }

  /** https://cloud.google.com/load-balancing/docs/proxy-only-subnets */
  private createProxySubnetwork(props: NetworkProps): ComputeSubnetwork {
    const { name, region, cidr, zones, privateSubnetPrefix = 19, publicSubnetPrefix = 24 } = props;
    // At the same offset as the public subnets on AWS, so that both clouds' address plans match.
    const offset = zones.length * addressCount(privateSubnetPrefix);
    return new ComputeSubnetwork(this, "proxy-subnet", {
      name: `${name}-proxy`,
      region,
      network: this.network.id,
      ipCidrRange: subnets(cidr, publicSubnetPrefix, 1, offset)[0] ?? cidr,
      purpose: "REGIONAL_MANAGED_PROXY",
      role: "ACTIVE",
    });
  }

  private createNat({ name, region, zones, natGateways = "per-zone" }: NetworkProps): ComputeRouterNat {
    const router = new ComputeRouter(this, "router", { name, region, network: this.network.id });
    const addresses = (natGateways === "single" ? zones.slice(0, 1) : zones).map(
      (_, index) =>
        new ComputeAddress(this, `nat-address-${index}`, {
          name: `${name}-nat-${index}`,
          region,
          addressType: "EXTERNAL",
        }),
    );
    return new ComputeRouterNat(this, "nat", {
      name,
      region,
      router: router.name,
      natIpAllocateOption: "MANUAL_ONLY",
      natIps: addresses.map((address) => address.id),
      sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
      subnetwork: [{ name: this.subnetwork.id, sourceIpRangesToNat: ["ALL_IP_RANGES"] }],
      enableDynamicPortAllocation: true,
      enableEndpointIndependentMapping: false,
      minPortsPerVm: 64,
      maxPortsPerVm: 4096,
      logConfig: { enable: true, filter: "ERRORS_ONLY" },
    });
  }

  private createManagedServicesAccess(props: NetworkProps): ServiceNetworkingConnection {
    const { name, managedServicesCidr, deletionProtection = true } = props;
    const [address, prefix] = managedServicesCidr.split("/");
    const range = new ComputeGlobalAddress(this, "managed-services-range", {
      name: `${name}-managed-services`,
      network: this.network.id,
      purpose: "VPC_PEERING",
      addressType: "INTERNAL",
      ...(address !== undefined && { address }),
      prefixLength: Number(prefix),
    });
    return new ServiceNetworkingConnection(this, "managed-services", {
      network: this.network.id,
      service: "servicenetworking.googleapis.com",
      reservedPeeringRanges: [range.name],
      // Google keeps a deleted database's side of the peering for days and refuses to delete the peering meanwhile; it
      // is deleted with the network: https://github.com/hashicorp/terraform-provider-google/issues/16275
      ...(!deletionProtection && { deletionPolicy: "ABANDON" }),
    });
  }

  private createFirewall({ name, controlPlaneCidr }: NetworkProps): void {
    new ComputeFirewall(this, "control-plane-to-webhooks", {
      name: `${name}-control-plane-to-webhooks`,
      description: "The API server calls admission webhooks and aggregated APIs that run on nodes",
      network: this.network.id,
      direction: "INGRESS",
      sourceRanges: [controlPlaneCidr],
      targetTags: [this.nodeTag],
      allow: [{ protocol: "tcp", ports: WEBHOOK_PORTS }],
    });
    new ComputeFirewall(this, "deny-ingress", {
      name: `${name}-deny-ingress`,
      description: "Everything else from outside is refused and logged",
      network: this.network.id,
      direction: "INGRESS",
      priority: 65_534,
      sourceRanges: ["0.0.0.0/0"],
      deny: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
    });
  }
}
