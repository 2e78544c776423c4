import { Cluster, type ClusterProps, Key, Network } from "../../../src/constructs/google";
import { synthesizeConstruct } from "../synthesize-construct";

const key = Key.fromAttributes({ id: "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k" });
const network = Network.fromAttributes({
  networkId: "projects/p/global/networks/n",
  subnetworkId: "projects/p/regions/us-central1/subnetworks/s",
  podRangeName: "pods",
  serviceRangeName: "services",
  controlPlaneCidr: "172.16.0.0/28",
  nodeTag: "n-node",
});
const minimal: ClusterProps = {
  name: "acme-prod",
  projectId: "acme-ml-prod",
  region: "us-central1",
  zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
  version: "1.35",
  network,
  key,
};

const cluster = (props: Partial<ClusterProps> = {}, more: (cluster: Cluster) => void = () => {}) =>
  synthesizeConstruct((scope) => more(new Cluster(scope, "cluster", { ...minimal, ...props })));

describe("a cluster with no options", () => {
  const { only, all } = cluster();
  const gke = only("google_container_cluster");

  test("has private nodes and a private API endpoint", () => {
    expect(gke.private_cluster_config).toMatchObject({
      enable_private_nodes: true,
      enable_private_endpoint: true,
      master_ipv4_cidr_block: "172.16.0.0/28",
    });
    expect(gke.master_authorized_networks_config).toEqual({ gcp_public_cidrs_access_enabled: false, cidr_blocks: [] });
  });

  test("encrypts secrets, runs Dataplane V2 and Workload Identity, issues no client certificate", () => {
    expect(gke).toMatchObject({
      database_encryption: { state: "ENCRYPTED", key_name: key.id },
      datapath_provider: "ADVANCED_DATAPATH",
      workload_identity_config: { workload_pool: "acme-ml-prod.svc.id.goog" },
      master_auth: { client_certificate_config: { issue_client_certificate: false } },
      enable_shielded_nodes: true,
      enable_legacy_abac: false,
    });
  });

  test("is spread over the zones and can't be deleted", () => {
    expect(gke).toMatchObject({
      location: "us-central1",
      node_locations: minimal.zones,
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("may be upgraded on Sundays for 12 hours: Google requires 48 hours in 32 days", () => {
    expect(gke.maintenance_policy).toEqual({
      recurring_window: {
        start_time: "2024-01-07T02:00:00Z",
        end_time: "2024-01-07T14:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SU",
      },
    });
  });

  test("starts with small disks that don't count against the SSD quota", () => {
    expect(gke).toMatchObject({
      remove_default_node_pool: true,
      initial_node_count: 1,
      node_config: { disk_type: "pd-standard", disk_size_gb: 20 },
    });
  });

  test("has nodes that may only write logs and metrics and pull images", () => {
    expect(all("google_project_iam_member").map(({ role }) => role)).toEqual([
      "roles/container.defaultNodeServiceAccount",
      "roles/artifactregistry.reader",
    ]);
    expect(only("google_service_account")).toMatchObject({ account_id: "acme-prod-nodes" });
  });
});

test("only the given ranges may reach the API from outside", () => {
  const gke = cluster({ allowedCidrs: ["198.51.100.0/24"] }).only("google_container_cluster");
  expect(gke.private_cluster_config).toMatchObject({ enable_private_endpoint: false });
  expect(gke.master_authorized_networks_config).toMatchObject({ cidr_blocks: [{ cidr_block: "198.51.100.0/24" }] });
});

test("extended support is opt-in, and has its own channel", () => {
  const channel = (props: Partial<ClusterProps>) => cluster(props).only("google_container_cluster").release_channel;
  expect(channel({})).toEqual({ channel: "REGULAR" });
  expect(channel({ extendedSupport: true })).toEqual({ channel: "EXTENDED" });
});

test("auto-provisioned nodes are as secure as those of the pools, and limited", () => {
  expect(cluster().only("google_container_cluster").cluster_autoscaling).toBeUndefined();
  const { cluster_autoscaling } = cluster({ autoProvisioning: { cpu: 64, memoryGiB: 256 } }).only(
    "google_container_cluster",
  );
  expect(cluster_autoscaling).toMatchObject({
    enabled: true,
    resource_limits: [
      { resource_type: "cpu", maximum: 64 },
      { resource_type: "memory", maximum: 256 },
    ],
    auto_provisioning_defaults: {
      service_account: expect.stringContaining("google_service_account.cluster_node-service-account"),
      boot_disk_kms_key: key.id,
      shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
    },
  });
});

describe("node pools", () => {
  test("a GPU pool scales from zero, and only pods that tolerate it run there", () => {
    const { only } = cluster({}, (gke) =>
      gke.addPool("gpu", { max: 4, machineType: "g2-standard-4", gpu: { type: "nvidia-l4", count: 1 } }),
    );
    const pool = only("google_container_node_pool");
    expect(pool).toMatchObject({
      autoscaling: { total_min_node_count: 0, total_max_node_count: 4, location_policy: "ANY" },
      node_config: {
        machine_type: "g2-standard-4",
        labels: { "mlops/pool": "gpu" },
        guest_accelerator: [expect.objectContaining({ type: "nvidia-l4", count: 1 })],
        taint: [
          { key: "mlops/pool", value: "gpu", effect: "NO_SCHEDULE" },
          { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" },
        ],
      },
    });
  });

  test("nodes have encrypted disks, and pods can't reach their credentials", () => {
    const { only } = cluster({}, (gke) =>
      gke.addPool("general", { min: 3, max: 9, machineType: "n2-standard-4", diskGiB: 80 }),
    );
    expect(only("google_container_node_pool")).toMatchObject({
      node_config: {
        boot_disk_kms_key: key.id,
        disk_size_gb: 80,
        spot: false,
        workload_metadata_config: { mode: "GKE_METADATA" },
        shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
        taint: [],
      },
      autoscaling: { location_policy: "BALANCED" },
    });
  });

  test("a pool starts at its minimum size, in whole nodes per zone: the autoscaler never scales up to it", () => {
    const nodesPerZone = (min: number, max: number) =>
      cluster({}, (gke) => gke.addPool("general", { min, max, machineType: "n2-standard-4" })).only(
        "google_container_node_pool",
      ).initial_node_count;
    expect([nodesPerZone(0, 4), nodesPerZone(1, 2), nodesPerZone(3, 9), nodesPerZone(7, 9)]).toEqual([0, 0, 1, 2]);
  });

  test("changes of the autoscaler and the release channel are ignored", () => {
    const { only } = cluster({}, (gke) =>
      gke.addPool("spot", { max: 4, machineType: "e2-standard-4", capacity: "spot" }),
    );
    expect(only("google_container_node_pool")).toMatchObject({
      node_config: { spot: true },
      lifecycle: { ignore_changes: ["initial_node_count", "version"] },
    });
  });
});

test("the cluster comes after a network created with it, and its NAT", () => {
  const { only } = synthesizeConstruct((scope) => {
    const own = new Network(scope, "network", {
      name: "acme",
      region: "us-central1",
      zones: minimal.zones,
      cidr: "10.0.0.0/16",
      podCidr: "100.64.0.0/14",
      serviceCidr: "172.20.0.0/16",
      controlPlaneCidr: "172.16.0.0/28",
      managedServicesCidr: "172.18.0.0/20",
    });
    new Cluster(scope, "cluster", { ...minimal, network: own });
  });
  expect(only("google_container_cluster").depends_on).toContainEqual(
    expect.stringContaining("google_compute_router_nat"),
  );
});

test("keeps its minor version as long as configured, and installs patches", () => {
  const { only } = cluster({ keepMinorVersionUntil: "2027-04-11" });
  expect(only("google_container_cluster").maintenance_policy).toMatchObject({
    maintenance_exclusion: [{ end_time: "2027-04-11T00:00:00Z", exclusion_options: { scope: "NO_MINOR_UPGRADES" } }],
  });
});
