import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type * as contracts from "../../contracts";
import { addressCount, subnets } from "../../framework/cidr";
import { Construct } from "../../framework/terraform";
import { LogGroup } from "./log-group";
import { serviceTrust } from "./policy-document";
import { Role } from "./role";
import { VpcEndpoints } from "./vpc-endpoints";

export interface NetworkProps {
  /** Name of the network and prefix of the names of its resources. */
  readonly name: string;
  readonly region: string;
  /** Availability zones; each gets a private and a public subnet. */
  readonly zones: readonly string[];
  /** Range of the network, e.g. `10.0.0.0/16`. */
  readonly cidr: string;
  /** Prefix length of the private subnets. @default 19, 8,190 addresses: pods use these too */
  readonly privateSubnetPrefix?: number;
  /** Prefix length of the public subnets. @default 24: they only hold NAT gateways and load balancers */
  readonly publicSubnetPrefix?: number;
  /**
   * One NAT gateway per zone, or a single one: cheaper, but lost together with its zone. Interface endpoints follow
   * this setting.
   * @default "per-zone"
   */
  readonly natGateways?: "single" | "per-zone";
  /** Key that encrypts the flow logs. */
  readonly logKey: contracts.EncryptionKey;
  /** Retention of the flow logs, in days. @default 365 */
  readonly logRetentionDays?: number;
}

/** What other constructs need to know about a network; get it from an existing one. */
export interface NetworkAttributes {
  readonly vpcId: string;
  readonly cidr: string;
  readonly privateSubnetIds: readonly string[];
  readonly publicSubnetIds: readonly string[];
}

/**
 * A VPC with a private and a public subnet in each zone, NAT, flow logs, and endpoints that keep traffic to AWS off the
 * internet. The default security group has no rules, because anything created without a group ends up in it.
 */
export class Network extends Construct implements NetworkAttributes {
  readonly vpc: Vpc;
  readonly cidr: string;
  readonly privateSubnets: readonly Subnet[];
  readonly publicSubnets: readonly Subnet[];
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: VpcEndpoints;
  private readonly privateRouteTables: readonly RouteTable[];

  /** An existing network. */
  static fromAttributes(attributes: NetworkAttributes): NetworkAttributes {
    return attributes;
  }

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.cidr = props.cidr;
    this.vpc = this.createVpc(props);
    const { privateCidrs, publicCidrs } = subnetRanges(props);
    this.privateSubnets = this.createSubnets(props, "private", privateCidrs);
    this.publicSubnets = this.createSubnets(props, "public", publicCidrs);
    this.natGateways = this.createNat(props);
    this.privateRouteTables = this.createPrivateRoutes(props);
    this.createFlowLog(props);
    this.endpoints = this.createEndpoints(props);
  }

  get vpcId(): string {
    return this.vpc.id;
  }

  get privateSubnetIds(): readonly string[] {
    return this.privateSubnets.map((subnet) => subnet.id);
  }

  get publicSubnetIds(): readonly string[] {
    return this.publicSubnets.map((subnet) => subnet.id);
  }

  private createVpc({ name, cidr }: NetworkProps): Vpc {
    const vpc = new Vpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id, ingress: [], egress: [] });
    return vpc;
  }

  private createSubnets({ name, zones }: NetworkProps, kind: "private" | "public", cidrs: readonly string[]): Subnet[] {
    return zones.map(
      (zone, index) =>
        new Subnet(this, `${kind}-subnet-${index}`, {
          vpcId: this.vpc.id,
          availabilityZone: zone,
          cidrBlock: at(cidrs, index),
          mapPublicIpOnLaunch: false,
          // The load balancer controller finds its subnets by these tags:
          // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/
          tags: {
            Name: `${name}-${kind}-${zone}`,
            [kind === "private" ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb"]: "1",
          },
        }),
    );
  }

  private createNat({ name, zones, natGateways = "per-zone" }: NetworkProps): NatGateway[] {
    const gateway = new InternetGateway(this, "internet-gateway", { vpcId: this.vpc.id, tags: { Name: name } });
    const table = new RouteTable(this, "public-routes", { vpcId: this.vpc.id, tags: { Name: `${name}-public` } });
    new Route(this, "public-default-route", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    this.publicSubnets.forEach((subnet, index) => {
      new RouteTableAssociation(this, `public-routes-${index}`, { subnetId: subnet.id, routeTableId: table.id });
    });
    const natZones = natGateways === "single" ? zones.slice(0, 1) : zones;
    return natZones.map((zone, index) => {
      const address = new Eip(this, `nat-address-${index}`, { domain: "vpc", tags: { Name: `${name}-nat-${zone}` } });
      return new NatGateway(this, `nat-gateway-${index}`, {
        allocationId: address.id,
        subnetId: at(this.publicSubnets, index).id,
        tags: { Name: `${name}-${zone}` },
        // An address can't be released while the VPC has no internet gateway.
        dependsOn: [gateway],
      });
    });
  }

  private createPrivateRoutes({ name }: NetworkProps): RouteTable[] {
    return this.natGateways.length === 0
      ? []
      : this.privateSubnets.map((subnet, index) => {
          const table = new RouteTable(this, `private-routes-${index}`, {
            vpcId: this.vpc.id,
            tags: { Name: `${name}-private-${subnet.availabilityZoneInput}` },
          });
          new Route(this, `private-default-route-${index}`, {
            routeTableId: table.id,
            destinationCidrBlock: "0.0.0.0/0",
            natGatewayId: at(this.natGateways, Math.min(index, this.natGateways.length - 1)).id,
          });
          new RouteTableAssociation(this, `private-routes-association-${index}`, {
            subnetId: subnet.id,
            routeTableId: table.id,
          });
          return table;
        });
  }

  private createFlowLog({ name, logKey, logRetentionDays }: NetworkProps): void {
    const log = new LogGroup(this, "flow-log-group", {
      name: `/aws/vpc/${name}/flow-logs`,
      key: logKey,
      ...(logRetentionDays !== undefined && { retentionDays: logRetentionDays }),
    });
    const role = new Role(this, "flow-log-role", {
      name: `${name}-flow-logs`,
      description: "Lets VPC flow logs write to their log group",
      trust: serviceTrust("vpc-flow-logs.amazonaws.com"),
    });
    role.allow("write", [
      {
        sid: "Write",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        resources: [`${log.arn}:*`],
      },
    ]);
    new FlowLog(this, "flow-log", {
      vpcId: this.vpc.id,
      trafficType: "ALL",
      logDestination: log.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { Name: name },
    });
  }

  private createEndpoints({ name, region, natGateways = "per-zone" }: NetworkProps): VpcEndpoints {
    const subnetIds = this.privateSubnetIds;
    return new VpcEndpoints(this, "endpoints", {
      name,
      region,
      vpcId: this.vpc.id,
      cidr: this.cidr,
      subnetIds: natGateways === "single" ? subnetIds.slice(0, 1) : subnetIds,
      routeTableIds: this.privateRouteTables.map((table) => table.id),
    });
  }
}

/** Private ranges first, because they are larger and must stay aligned. */
function subnetRanges({ cidr, zones, privateSubnetPrefix = 19, publicSubnetPrefix = 24 }: NetworkProps) {
  const offset = zones.length * addressCount(privateSubnetPrefix);
  return {
    privateCidrs: subnets(cidr, privateSubnetPrefix, zones.length),
    publicCidrs: subnets(cidr, publicSubnetPrefix, zones.length, offset),
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`Index ${index} is out of range for a list of ${items.length}`);
  return item;
}
