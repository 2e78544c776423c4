import { Key, Network, type NetworkProps } from "../../../src/constructs/aws";
import { synthesizeConstruct } from "../synthesize-construct";

const minimal: NetworkProps = {
  name: "acme-prod",
  region: "us-east-1",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  cidr: "10.0.0.0/16",
  logKey: Key.fromAttributes({ arn: "arn:aws:kms:us-east-1:111111111111:key/k" }),
};

const network = (props: Partial<NetworkProps> = {}) =>
  synthesizeConstruct((scope) => new Network(scope, "network", { ...minimal, ...props }));

describe("a network with no options", () => {
  const { all, only } = network();

  test("has adjacent private and public subnets in each zone", () => {
    expect(all("aws_subnet").map(({ availability_zone, cidr_block }) => [availability_zone, cidr_block])).toEqual([
      ["us-east-1a", "10.0.0.0/19"],
      ["us-east-1b", "10.0.32.0/19"],
      ["us-east-1c", "10.0.64.0/19"],
      ["us-east-1a", "10.0.96.0/24"],
      ["us-east-1b", "10.0.97.0/24"],
      ["us-east-1c", "10.0.98.0/24"],
    ]);
    expect(all("aws_subnet").every(({ map_public_ip_on_launch }) => map_public_ip_on_launch === false)).toBe(true);
  });

  test("keeps outbound access when a zone fails: each zone has its own NAT gateway and route", () => {
    expect(all("aws_nat_gateway")).toHaveLength(3);
    expect(all("aws_eip")).toHaveLength(3);
    const gateways = all("aws_route").flatMap(({ nat_gateway_id }) => nat_gateway_id ?? []);
    expect(new Set(gateways).size).toBe(3);
  });

  test("logs every flow, encrypted, for a year", () => {
    expect(only("aws_flow_log")).toMatchObject({ traffic_type: "ALL" });
    expect(only("aws_cloudwatch_log_group")).toMatchObject({
      retention_in_days: 365,
      kms_key_id: expect.stringContaining("kms"),
    });
  });

  test("blocks all traffic through the default security group", () => {
    expect(only("aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
  });

  test("keeps traffic to AWS inside: a gateway for S3, interfaces for the rest", () => {
    const services = all("aws_vpc_endpoint").map(({ service_name }) =>
      String(service_name).replace("com.amazonaws.us-east-1.", ""),
    );
    expect(services.sort()).toEqual(["ecr.api", "ecr.dkr", "eks-auth", "kms", "logs", "s3", "secretsmanager", "sts"]);
    const gateway = all("aws_vpc_endpoint").find(({ vpc_endpoint_type }) => vpc_endpoint_type === "Gateway");
    expect(gateway?.route_table_ids).toHaveLength(3);
  });

  test("tags subnets so that load balancers find them", () => {
    const tags = all("aws_subnet").map(({ tags }) =>
      Object.keys(tags as object).find((key) => key.startsWith("kubernetes.io")),
    );
    expect(tags).toEqual([
      ...Array(3).fill("kubernetes.io/role/internal-elb"),
      ...Array(3).fill("kubernetes.io/role/elb"),
    ]);
  });
});

test("a single NAT gateway is cheaper: one address, and endpoints in one subnet", () => {
  const { all, only } = network({ natGateways: "single" });
  expect(only("aws_nat_gateway")).toBeDefined();
  expect(only("aws_eip")).toBeDefined();
  const interfaces = all("aws_vpc_endpoint").filter(({ vpc_endpoint_type }) => vpc_endpoint_type === "Interface");
  expect(interfaces.map(({ subnet_ids }) => (subnet_ids as string[]).length)).toEqual(interfaces.map(() => 1));
});

test("subnets that do not fit are rejected", () => {
  expect(() => network({ cidr: "10.0.0.0/20", privateSubnetPrefix: 21, publicSubnetPrefix: 22 })).toThrow(
    /10\.0\.0\.0\/20/,
  );
});
