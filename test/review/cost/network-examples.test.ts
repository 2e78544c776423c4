import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is calculated by hand in its comment. */
describe("networks and monitoring", () => {
  test.each<[string, Parameters<typeof estimate>[0], Parameters<typeof estimate>[1], Record<string, string>]>([
    // 730 × 0.048; 100 × 0.048
    [
      "NAT in Ireland",
      { resource: { aws_nat_gateway: { a: {} } }, region: "eu-west-1" },
      { natGb: 100 },
      { "NAT gateway": "35.04", "NAT data": "4.80" },
    ],
    // 730 × 0.059; 100 × 0.059; 730 × 0.005
    [
      "NAT in Singapore, with its address",
      { resource: { aws_nat_gateway: { a: {} }, aws_eip: { a: {} } }, region: "ap-southeast-1" },
      { natGb: 100 },
      { "NAT gateway": "43.07", "NAT data": "5.90", "public IPv4 address": "3.65" },
    ],
    // 730 × 0.062: the price of its data is not known
    [
      "NAT in Tokyo",
      { resource: { aws_nat_gateway: { a: {} } }, region: "ap-northeast-1" },
      { natGb: 100 },
      { "NAT gateway": "45.26", "NAT data": "unpriced" },
    ],
    // 2 × 730 × 0.011; 10 × 0.01
    [
      "an endpoint in two zones of Ireland",
      {
        resource: { aws_vpc_endpoint: { a: { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b"] } } },
        region: "eu-west-1",
      },
      { endpointGb: 10 },
      { "interface endpoint": "16.06", "interface endpoint data": "0.10" },
    ],
    // 730 × 0.025; 1000 × 0.008
    [
      "a classic load balancer",
      { resource: { aws_elb: { a: {} } } },
      { loadBalancerGb: 1000 },
      { "classic load balancer": "18.25", "load balancer data": "8.00" },
    ],
    ["a hosted zone", { resource: { aws_route53_zone: { a: {} } } }, {}, { "hosted zone": "0.50" }],
    ["an alarm", { resource: { aws_cloudwatch_metric_alarm: { a: { period: 300 } } } }, {}, { alarm: "0.10" }],
    [
      "a high-resolution alarm",
      { resource: { aws_cloudwatch_metric_alarm: { a: { period: 10 } } } },
      {},
      { alarm: "0.30" },
    ],
    ["a dashboard", { resource: { aws_cloudwatch_dashboard: { a: {} } } }, {}, { dashboard: "3.00" }],
    // 730 × 0.05, twice
    [
      "a VPN to a transit gateway",
      { resource: { aws_vpn_connection: { a: { transit_gateway_id: "tgw-1" } } } },
      {},
      { "VPN connection": "36.50", "transit gateway attachment": "36.50" },
    ],
    // 730 × 0.05
    [
      "a network on a transit gateway",
      { resource: { aws_ec2_transit_gateway_vpc_attachment: { a: {} } } },
      {},
      { "transit gateway attachment": "36.50", "transit gateway data": "unpriced" },
    ],
    // 730 × 0.075
    [
      "a VPN tunnel in Tokyo",
      { resource: { google_compute_vpn_tunnel: { a: { region: "asia-northeast1" } } } },
      {},
      { "VPN tunnel": "54.75" },
    ],
    // 730 × 0.025, for both together
    [
      "two forwarding rules",
      { resource: { google_compute_forwarding_rule: { a: {}, b: {} } } },
      {},
      { "first five forwarding rules": "18.25" },
    ],
    // Logs of Ireland: 20 × 0.57; their storage has no price there
    [
      "logs in Ireland",
      { resource: { aws_cloudwatch_log_group: { a: { retention_in_days: 30 } } }, region: "eu-west-1" },
      { logsGb: 20 },
      { "log ingestion": "11.40", "log storage": "unpriced" },
    ],
  ])("%s", (_, code, usage, expected) => expect(bill(estimate(code, usage).lines)).toEqual(expected));
});

test("seven forwarding rules: five together, and two more", () => {
  const rules = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`r${index}`, {}]));
  const { monthly } = estimate({ resource: { google_compute_forwarding_rule: rules } });
  // 730 × 0.025 + 2 × 730 × 0.01 = 18.25 + 14.60
  expect(monthly.toString()).toBe("32.85");
});

test("forwarding rules are counted per region", () => {
  const rules = { a: { region: "us-central1" }, b: { region: "us-central1" }, c: { region: "europe-west4" } };
  const { lines } = estimate({ resource: { google_compute_forwarding_rule: rules } });
  expect(lines.map(({ item, kind }) => [item, kind])).toEqual([
    ["first five forwarding rules", "priced"],
    ["first five forwarding rules", "unpriced"],
  ]);
});

test("a platform next to ours adds up exactly", () => {
  const { monthly, lines } = estimate(
    {
      resource: {
        aws_nat_gateway: { n: {} },
        aws_eip: { n: {} },
        aws_eks_cluster: { c: { version: "1.35" } },
        aws_elasticache_replication_group: { r: { node_type: "cache.t4g.small", num_cache_clusters: 2 } },
        aws_dynamodb_table: { t: { billing_mode: "PAY_PER_REQUEST" } },
        aws_efs_file_system: { f: {} },
        aws_route53_zone: { z: {} },
      },
    },
    { natGb: 250 },
  );
  // 32.85 + 250 × 0.045 (11.25) + 3.65 + 73 + 2 × 730 × 0.032 (46.72) + 0.50
  expect(monthly.toString()).toBe("167.97");
  // Reads and writes of the table, and the storage of both
  expect(lines.filter(({ kind }) => kind === "unpriced").map(({ address, item }) => `${address} ${item}`)).toEqual([
    "aws_dynamodb_table.t read requests",
    "aws_dynamodb_table.t write requests",
    "aws_dynamodb_table.t table storage",
    "aws_efs_file_system.f file storage",
  ]);
});
