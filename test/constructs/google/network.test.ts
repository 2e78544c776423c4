import { Network, type NetworkProps } from "../../../src/constructs/google";
import { synthesizeConstruct } from "../synthesize-construct";

const minimal: NetworkProps = {
  name: "acme-prod",
  region: "us-central1",
  zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
  cidr: "10.0.0.0/16",
  podCidr: "100.64.0.0/14",
  serviceCidr: "172.20.0.0/16",
  controlPlaneCidr: "172.16.0.0/28",
  managedServicesCidr: "172.18.0.0/20",
};

const network = (props: Partial<NetworkProps> = {}) =>
  synthesizeConstruct((scope) => new Network(scope, "network", { ...minimal, ...props }));

describe("a network with no options", () => {
  const { all, only } = network();

  test("has a subnet for nodes, pods and services that reaches Google's APIs without the internet", () => {
    const [nodes, proxies] = all("google_compute_subnetwork");
    expect(nodes).toMatchObject({
      ip_cidr_range: "10.0.0.0/19",
      private_ip_google_access: true,
      secondary_ip_range: [
        { range_name: "pods", ip_cidr_range: "100.64.0.0/14" },
        { range_name: "services", ip_cidr_range: "172.20.0.0/16" },
      ],
      log_config: expect.objectContaining({ metadata: "INCLUDE_ALL_METADATA" }),
    });
    expect(proxies).toMatchObject({ purpose: "REGIONAL_MANAGED_PROXY", ip_cidr_range: "10.0.96.0/24" });
    expect(only("google_compute_network")).toMatchObject({ auto_create_subnetworks: false });
  });

  test("uses static addresses for outbound traffic", () => {
    expect(all("google_compute_address")).toHaveLength(3);
    expect(only("google_compute_router_nat")).toMatchObject({ nat_ip_allocate_option: "MANUAL_ONLY" });
  });

  test("lets the control plane call webhooks on the nodes, and logs denied traffic", () => {
    const [webhooks, deny] = all("google_compute_firewall");
    expect(webhooks).toMatchObject({
      source_ranges: ["172.16.0.0/28"],
      target_tags: ["acme-prod-node"],
      allow: [{ protocol: "tcp", ports: expect.arrayContaining(["8443", "9443", "15017"]) }],
    });
    expect(deny).toMatchObject({ source_ranges: ["0.0.0.0/0"], deny: [{ protocol: "all" }], priority: 65534 });
  });

  test("gives databases their own private range", () => {
    expect(only("google_compute_global_address")).toMatchObject({
      address: "172.18.0.0",
      prefix_length: 20,
      purpose: "VPC_PEERING",
    });
    expect(only("google_service_networking_connection").deletion_policy).toBeUndefined();
  });
});

test("a network for development has one address, and can be deleted while Google still holds the peering", () => {
  const { only } = network({ natGateways: "single", deletionProtection: false });
  expect(only("google_compute_address")).toBeDefined();
  expect(only("google_service_networking_connection")).toMatchObject({ deletion_policy: "ABANDON" });
});
