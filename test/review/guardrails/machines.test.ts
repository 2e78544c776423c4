import { isPreviousGeneration, vcpusByName } from "../../../src/review/guardrails/machine-generations";
import { judge, only } from "./judge";

test.each([
  ["m3.large", true],
  ["m7i.large", false],
  ["db.m4.large", true],
  ["db.m7g.large", false],
  ["m4.large", false],
  ["ml.m3.large", true],
  ["n1-standard-4", false],
])("%s is a previous generation: %s", (type, expected) => {
  expect(isPreviousGeneration(type)).toBe(expected);
});

test.each([
  ["m7i.large", 0],
  ["m7i.xlarge", 0],
  ["m7i.8xlarge", 32],
  ["db.r6g.16xlarge", 64],
  ["m7i.metal-24xl", 96],
  ["n2-standard-32", 32],
  ["e2-medium", 0],
  ["n2-custom-48-98304", 48],
])("%s has %d vCPUs according to its name", (type, expected) => {
  expect(vcpusByName(type)).toBe(expected);
});

describe("machine types", () => {
  const group = (instance_types: unknown) => only("aws_eks_node_group", { instance_types });
  test("each type of a group is checked", () => {
    expect(judge("previous-generation", group(["m7i.large", "m3.large"]))).toBe("fail");
    expect(judge("previous-generation", group("${var.types}"))).toBe("undecided");
    expect(judge("previous-generation", only("aws_eks_node_group", {}))).toBe("silent");
  });

  test("large machines are reported in development only", () => {
    expect(judge("small-in-dev", group(["m7i.16xlarge"]), "dev")).toBe("fail");
    expect(judge("small-in-dev", group(["m7i.16xlarge"]), "prod")).toBe("silent");
  });
});

describe("metadata of machines", () => {
  test.each([
    ["aws_instance", { launch_template: { id: "lt-1" } }, "silent"],
    ["aws_instance", {}, "fail"],
    ["aws_launch_template", { metadata_options: [{ http_endpoint: "disabled" }] }, "pass"],
    ["aws_launch_template", { metadata_options: { http_tokens: "${var.tokens}" } }, "undecided"],
  ])("instance-metadata-v2: %s %j: %s", (type, body, expected) => {
    expect(judge("instance-metadata-v2", only(type, body))).toBe(expected);
  });

  test("pools use the metadata server of a cluster with workload identity", () => {
    const json = (cluster: object) => ({
      resource: {
        google_container_cluster: { x: cluster },
        google_container_node_pool: { x: { cluster: "${google_container_cluster.x.id}" } },
      },
    });
    expect(judge("gke-metadata-server", json({ workload_identity_config: { workload_pool: "a.svc.id.goog" } }))).toBe(
      "pass",
    );
    expect(judge("gke-metadata-server", json({}))).toBe("fail");
  });
});

describe("google-own-service-account", () => {
  test.each([
    ["google_compute_instance", {}, "silent"],
    ["google_compute_instance", { service_account: { scopes: ["cloud-platform"] } }, "fail"],
    ["google_compute_instance", { service_account: { email: "1-compute@developer.gserviceaccount.com" } }, "fail"],
    ["google_compute_instance", { service_account: { email: "${google_service_account.x.email}" } }, "pass"],
    ["google_container_node_pool", {}, "fail"],
    ["google_container_cluster", { remove_default_node_pool: true }, "silent"],
    ["google_container_cluster", { enable_autopilot: true }, "silent"],
    ["google_container_cluster", { initial_node_count: 3 }, "fail"],
    ["google_project_iam_member", { member: "serviceAccount:a@appspot.gserviceaccount.com" }, "fail"],
    ["google_project_iam_member", { member: "group:ml@example.com" }, "pass"],
  ])("%s %j: %s", (type, body, expected) => {
    expect(judge("google-own-service-account", only(type, body))).toBe(expected);
  });
});

test.each([
  ["google_compute_project_metadata", { metadata: {} }, "fail"],
  ["google_compute_project_metadata", { metadata: { "enable-oslogin": "true" } }, "pass"],
  ["google_compute_instance", { metadata: { "enable-oslogin": "FALSE" } }, "fail"],
  ["google_compute_instance", {}, "pass"],
  ["google_compute_instance", { can_ip_forward: "true" }, "fail"],
])("machine-access-closed: %s %j: %s", (type, body, expected) => {
  expect(judge("machine-access-closed", only(type, body))).toBe(expected);
});

describe("disks", () => {
  const template = (ebs: object) => only("aws_launch_template", { block_device_mappings: [{ ebs }] });
  test("an unencrypted disk is one finding of one rule", () => {
    expect(judge("node-disks-encrypted", template({ volume_size: 50 }))).toBe("fail");
    expect(judge("disk-own-key", template({ volume_size: 50 }))).toBe("silent");
  });

  test("encrypted with an AWS-managed key, a customer-managed key, and a key that doesn't exist yet", () => {
    expect(judge("disk-own-key", template({ encrypted: "true" }))).toBe("fail");
    expect(judge("disk-own-key", template({ encrypted: true, kms_key_id: "" }))).toBe("fail");
    expect(judge("disk-own-key", template({ encrypted: true, kms_key_id: "${aws_kms_key.x.arn}" }))).toBe("pass");
  });

  test("disks of an instance count, and values known only in a plan are undecided", () => {
    expect(judge("node-disks-encrypted", only("aws_instance", { root_block_device: { volume_size: 8 } }))).toBe("fail");
    expect(judge("node-disks-encrypted", template({ encrypted: "${var.encrypted}" }))).toBe("undecided");
  });

  test.each([
    ["aws_ebs_volume", {}, "fail"],
    ["aws_ebs_volume", { type: "io2" }, "pass"],
    ["aws_db_instance", {}, "fail"],
    ["aws_db_instance", { iops: 3000 }, "fail"],
    ["aws_db_instance", { storage_type: "gp3", iops: 3000 }, "pass"],
    ["aws_db_instance", { replicate_source_db: "main" }, "silent"],
    ["aws_launch_template", { block_device_mappings: [{ ebs: {} }] }, "pass"],
    ["aws_instance", { root_block_device: [{ volume_type: "gp2" }] }, "fail"],
  ])("current-volume-types: %s %j: %s", (type, body, expected) => {
    expect(judge("current-volume-types", only(type, body))).toBe(expected);
  });
});

describe("images", () => {
  const task = (image: string) =>
    only("aws_ecs_task_definition", { container_definitions: JSON.stringify([{ image }]) });
  test.each([
    ["acme/score:1.4.2", "pass"],
    ["acme/score", "fail"],
    ["acme/score:latest", "fail"],
    ["registry.example.com:5000/score", "fail"],
    ["registry.example.com:5000/score:1", "pass"],
    [`acme/score@sha256:${"a".repeat(64)}`, "pass"],
    ["${var.image}", "undecided"],
    ["${aws_ecr_repository.x.repository_url}:1.4.2", "pass"],
  ])("container-images-pinned: %s: %s", (image, expected) => {
    expect(judge("container-images-pinned", task(image))).toBe(expected);
  });

  test("containers known only in a plan are undecided, functions without an image don't count", () => {
    const json = only("aws_ecs_task_definition", { container_definitions: "${local.containers}" });
    expect(judge("container-images-pinned", json)).toBe("undecided");
    expect(judge("container-images-pinned", only("aws_lambda_function", { handler: "main" }))).toBe("silent");
  });

  test.each([
    ["debian-cloud/debian-12", "fail"],
    ["debian-cloud/debian-12-bookworm-v20260114", "pass"],
  ])("machine-images-pinned: %s: %s", (image, expected) => {
    const json = only("google_compute_instance", { boot_disk: { initialize_params: { image } } });
    expect(judge("machine-images-pinned", json)).toBe(expected);
  });

  test("an owner may be set in a filter", () => {
    const json = (filter: object) => ({
      data: { aws_ami: { x: { most_recent: true, filter: [filter] } } },
      resource: { aws_instance: { x: { ami: "${data.aws_ami.x.id}" } } },
    });
    expect(judge("ami-owner-named", json({ name: "owner-id", values: ["099720109477"] }))).toBe("pass");
    expect(judge("ami-owner-named", json({ name: "name", values: ["ubuntu-*"] }))).toBe("fail");
  });

  test.each([
    [{ id: "lt-1" }, "fail"],
    [{ id: "lt-1", version: null }, "fail"],
    [{ id: "lt-1", version: 3 }, "pass"],
  ])("launch-template-version: %j: %s", (launch_template, expected) => {
    expect(judge("launch-template-version", only("aws_autoscaling_group", { launch_template }))).toBe(expected);
  });
});
