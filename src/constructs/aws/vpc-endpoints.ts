import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "../../framework/terraform";

export interface VpcEndpointsProps {
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  /** Range that may use the endpoints. */
  readonly cidr: string;
  /** Subnets of the interface endpoints; each endpoint is billed per subnet and hour. */
  readonly subnetIds: readonly string[];
  /** Route tables that get a route to S3. */
  readonly routeTableIds: readonly string[];
}

/**
 * What private nodes and pods call constantly: image pulls, credentials, secrets, keys and logs.
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
const INTERFACE_SERVICES = ["ecr.api", "ecr.dkr", "eks-auth", "kms", "logs", "secretsmanager", "sts"] as const;

/** Endpoints that keep traffic to AWS inside the network: a free gateway for S3, interface endpoints for the rest. */
export class VpcEndpoints extends Construct {
  readonly s3: VpcEndpoint;
  readonly interfaces: readonly VpcEndpoint[];
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    this.securityGroup = this.createSecurityGroup(props);
    this.s3 = new VpcEndpoint(this, "s3", {
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${props.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...props.routeTableIds],
      tags: { Name: `${props.name}-s3` },
    });
    this.interfaces = INTERFACE_SERVICES.map(
      (service) =>
        new VpcEndpoint(this, service.replaceAll(".", "-"), {
          vpcId: props.vpcId,
          serviceName: `com.amazonaws.${props.region}.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: [...props.subnetIds],
          securityGroupIds: [this.securityGroup.id],
          tags: { Name: `${props.name}-${service}` },
        }),
    );
  }

  private createSecurityGroup({ name, vpcId, cidr }: VpcEndpointsProps): SecurityGroup {
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-endpoints`,
      description: "HTTPS from inside the network to the interface endpoints",
      vpcId,
      tags: { Name: `${name}-endpoints` },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from inside the network",
      cidrIpv4: cidr,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: { Name: `${name}-endpoints-https` },
    });
    return group;
  }
}
