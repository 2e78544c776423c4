import { RULES, runGuardrails } from "../../../../src/review/guardrails";
import { DATA_LOSS } from "../../../../src/review/guardrails/data-types";
import type { PlannedChange } from "../../../../src/review/guardrails/plan-example";
import { ResourceGraph, type Stack } from "../../../../src/review/model";
import { graphOfChanges, replaced, rule, verdicts } from "./planned";

describe.each(["data-kept", "cluster-kept", "registry-kept", "secret-kept", "dns-zone-kept", "namespace-kept"])(
  "%s",
  (id) => {
    test.each(rule(id).resourceTypes.filter((type) => type !== "helm_release"))("%s", (type) => {
      const manifest = { kind: id === "namespace-kept" ? "Namespace" : "PersistentVolumeClaim" };
      const kinds = (actions: PlannedChange["actions"]) =>
        verdicts(rule(id), [{ type, actions, before: { manifest }, after: { manifest } }]).length;
      expect(kinds(["delete"])).toBe(1);
      expect(kinds(["delete", "create"])).toBe(1);
      expect(kinds(["create", "delete"])).toBe(1);
      expect(kinds(["create"])).toBe(0);
      expect(kinds(["update"])).toBe(0);
      expect(kinds(["no-op"])).toBe(0);
      expect(kinds(["forget"])).toBe(0);
    });
  },
);

describe("objects of a release", () => {
  const bundle = (...kinds: string[]) => ({
    chart: "assets/manifest-chart",
    values: [
      JSON.stringify({ manifests: kinds.map((kind) => ({ kind, metadata: { name: "a", namespace: "fraud" } })) }),
    ],
  });
  const verdictsOf = (id: string, change: Omit<PlannedChange, "type">) =>
    verdicts(rule(id), [{ type: "helm_release", ...change }]);

  test.each([
    ["namespace-kept", "Namespace"],
    ["data-kept", "PersistentVolumeClaim"],
    ["custom-resources-kept", "CustomResourceDefinition"],
  ])("%s finds a deleted %s", (id, kind) => {
    const both = bundle("ConfigMap", kind);
    expect(verdictsOf(id, { actions: ["update"], before: both, after: bundle("ConfigMap") })).toEqual([
      expect.stringMatching(`^fail helm_release.main: ${kind} fraud/a is deleted. `),
    ]);
    expect(verdictsOf(id, { actions: ["delete"], before: both })).toHaveLength(1);
    expect(verdictsOf(id, { actions: ["delete", "create"], before: both, after: both })).toHaveLength(1);
    expect(verdictsOf(id, { actions: ["update"], before: both, after: both })).toEqual([]);
    expect(verdictsOf(id, { actions: ["delete"], before: bundle("ConfigMap") })).toEqual([]);
  });
});

test("a replacement names the attribute that forces it", () => {
  expect(verdicts(rule("data-kept"), [replaced("google_storage_bucket", {}, "location")])).toEqual([
    "fail google_storage_bucket.main: It is replaced because location changes. Its objects are deleted.",
  ]);
});

test("a database deleted without a final snapshot is reported as such", () => {
  const [verdict] = verdicts(rule("data-kept"), [
    { type: "aws_db_instance", actions: ["delete"], before: { skip_final_snapshot: true } },
  ]);
  expect(verdict).toContain("No final snapshot is taken.");
});

test("every rule about changes checks plans, and is strict if others are affected", () => {
  const rules = RULES.filter(({ area }) => area === "change-safety");
  expect(rules.length).toBeGreaterThanOrEqual(20);
  expect(rules.filter(({ on }) => on !== "change")).toEqual([]);
  const advice = rules.filter(({ enforcement }) => enforcement.prod === "advisory").map(({ id }) => id);
  expect(advice.sort()).toEqual(["ci-rights-kept", "node-pool-kept"]);
});

test("code without a plan has no changes", () => {
  const graph = graphOfChanges([{ type: "aws_s3_bucket", actions: ["no-op"], before: {}, after: {} }]);
  expect(graph.changesOf(...Object.keys(DATA_LOSS))).toEqual([]);
});

describe("keys", () => {
  test.each([
    [{ type: "aws_kms_key", actions: ["delete"], before: { deletion_window_in_days: 7 } }, "in 7 days"],
    [{ type: "aws_kms_replica_key", actions: ["delete"], before: {} }, "in 30 days"],
    [{ type: "google_kms_crypto_key", actions: ["delete"], before: {} }, "It is destroyed"],
  ] as const)("%j goes", (change, message) => {
    expect(verdicts(rule("key-kept"), [change])).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["aws_kms_key", { is_enabled: true }, { is_enabled: false }, 1],
    ["aws_kms_key", { is_enabled: false }, { is_enabled: false }, 0],
    ["aws_kms_key", { is_enabled: false }, { is_enabled: true }, 0],
    ["aws_kms_external_key", { enabled: true }, { enabled: false }, 1],
    ["google_kms_crypto_key_version", { state: "ENABLED" }, { state: "DISABLED" }, 1],
    ["google_kms_crypto_key_version", { state: "DISABLED" }, { state: "DESTROYED" }, 1],
  ])("%s from %j to %j", (type, before, after, count) => {
    expect(verdicts(rule("key-kept"), [{ type, actions: ["update"], before, after }])).toHaveLength(count);
  });
});

test.each([
  ["prometheus-operator-crds", 1],
  ["oci://ghcr.io/kserve/charts/kserve-crd", 1],
  ["external-secrets", 1],
  ["mlflow", 0],
])("a deleted release of %s", (chart, count) => {
  expect(
    verdicts(rule("custom-resources-kept"), [{ type: "helm_release", actions: ["delete"], before: { chart } }]),
  ).toHaveLength(count);
});

test.each([
  ["acme-prod-tfstate", 1],
  ["acme-terraform-state", 1],
  ["terraform-locks", 1],
  ["acme-state", 1],
  ["estate-photos", 0],
  ["state-machine-logs", 0],
])("the bucket %s: %d", (bucket, count) => {
  expect(
    verdicts(rule("state-bucket-kept"), [{ type: "aws_s3_bucket", actions: ["delete"], before: { bucket } }]),
  ).toHaveLength(count);
});

test("a bucket that a backend refers to is a state bucket", () => {
  const { stacks } = graphOfChanges([
    { type: "google_storage_bucket", actions: ["delete"], before: { name: "acme-things" } },
  ]);
  const failed = (backend: Stack["backend"]) =>
    runGuardrails(new ResourceGraph(stacks.map((stack) => ({ ...stack, backend }))), {
      strictness: "prod",
      today: "2026-11-01",
      waivers: [],
      rules: [rule("state-bucket-kept")],
    }).failed.length;
  expect(failed({ type: "gcs", body: { bucket: "acme-things" } })).toBe(1);
  expect(failed({ type: "gcs", body: { bucket: "acme-other" } })).toBe(0);
});

test.each([
  [{ address_type: "INTERNAL" }, 0],
  [{ address_type: "EXTERNAL" }, 1],
])("an address %j: %d", (before, count) => {
  expect(
    verdicts(rule("address-kept"), [{ type: "google_compute_global_address", actions: ["delete"], before }]),
  ).toHaveLength(count);
});

test.each([
  [{ oidc: [{ issuer_uri: "https://a" }] }, { oidc: [{ issuer_uri: "https://b" }] }, 1],
  [{ oidc: [{ issuer_uri: "https://a" }] }, { oidc: [{ issuer_uri: "https://a" }] }, 0],
  [{ oidc: [{ issuer_uri: "https://a" }] }, {}, 0],
  [{ disabled: false }, { disabled: true }, 1],
])("an identity provider from %j to %j: %d", (before, after, count) => {
  const change = { type: "google_iam_workload_identity_pool_provider", actions: ["update"], before, after } as const;
  expect(verdicts(rule("identity-provider-kept"), [change])).toHaveLength(count);
});
