import { judge, only } from "./judge";

test("an address that names its user, or is referenced by one, is used", () => {
  expect(judge("idle-address", only("aws_eip", { instance: "i-1" }))).toBe("pass");
  expect(judge("idle-address", only("aws_eip", { instance: "" }))).toBe("fail");
  expect(judge("idle-address", only("google_compute_address", { address_type: "INTERNAL" }))).toBe("silent");
});

test("a disabled rule aborts no upload", () => {
  const bucket = (status: string) => ({
    resource: {
      aws_s3_bucket: { x: { bucket: "acme" } },
      aws_s3_bucket_lifecycle_configuration: {
        x: {
          bucket: "${aws_s3_bucket.x.id}",
          rule: [{ status, abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }],
        },
      },
    },
  });
  expect(judge("incomplete-uploads", bucket("Enabled"))).toBe("pass");
  expect(judge("incomplete-uploads", bucket("Disabled"))).toBe("fail");
});

describe("NAT", () => {
  const network = (gateways: object, endpoints: object = {}) => ({
    resource: {
      aws_vpc: { x: {} },
      aws_subnet: {
        a: { vpc_id: "${aws_vpc.x.id}", availability_zone: "us-east-1a" },
        b: { vpc_id: "${aws_vpc.x.id}", availability_zone: "us-east-1b" },
        c: { vpc_id: "${aws_vpc.x.id}", availability_zone: "us-east-1b" },
      },
      aws_nat_gateway: gateways,
      aws_vpc_endpoint: endpoints,
    },
  });
  const one = { a: { subnet_id: "${aws_subnet.a.id}" } };
  const two = { ...one, b: { subnet_id: "${aws_subnet.b.id}" } };

  test("production has one in every zone, not in every subnet", () => {
    expect(judge("nat-in-every-zone", network(one))).toBe("fail");
    expect(judge("nat-in-every-zone", network(two))).toBe("pass");
    expect(judge("nat-in-every-zone", network({}))).toBe("silent");
    expect(judge("nat-in-every-zone", network(one), "staging")).toBe("silent");
  });

  test("development has one", () => {
    expect(judge("nat-gateway-per-zone", network(one), "dev")).toBe("pass");
    expect(judge("nat-gateway-per-zone", network(two), "dev")).toBe("fail");
  });

  test("traffic to S3 bypasses it", () => {
    const endpoint = (service_name: string) => ({ x: { vpc_id: "${aws_vpc.x.id}", service_name } });
    expect(judge("s3-gateway-endpoint", network(one, endpoint("com.amazonaws.us-east-1.s3")))).toBe("pass");
    expect(judge("s3-gateway-endpoint", network(one, endpoint("com.amazonaws.us-east-1.ecr.api")))).toBe("fail");
    expect(judge("s3-gateway-endpoint", network({}))).toBe("silent");
  });
});

test("single-zone pools span zones together", () => {
  const cluster = (...zones: string[]) => ({
    resource: {
      google_container_cluster: { x: {} },
      google_container_node_pool: Object.fromEntries(
        zones.map((zone, index) => [
          `pool${index}`,
          { cluster: "${google_container_cluster.x.id}", node_locations: [zone] },
        ]),
      ),
    },
  });
  expect(judge("node-pool-zones", cluster("a", "b"))).toBe("pass");
  expect(judge("node-pool-zones", cluster("a", "a"))).toBe("fail");
  expect(judge("node-pool-zones", cluster("a", "${var.zone}"))).toBe("pass");
  expect(judge("node-pool-zones", cluster())).toBe("silent");
});

test("thousands of resources are checked quickly", () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `x${index}`);
  const json = {
    resource: {
      aws_s3_bucket: Object.fromEntries(ids.map((id) => [id, { bucket: id }])),
      aws_s3_bucket_versioning: Object.fromEntries(
        ids.map((id) => [id, { bucket: id, versioning_configuration: { status: "Enabled" } }]),
      ),
    },
  };
  const started = process.cpuUsage();
  expect(judge("bucket-versioning", json)).toBe("pass");
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
});
