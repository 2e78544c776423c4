import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment, Model } from "../../src/environment/environment";
import { App } from "../../src/framework/terraform";
import { addStacks } from "../../src/stacks/clouds";
import { endpointFiles } from "../../src/stacks/models/endpoint-files";
import { hoursBetween } from "../../src/stacks/models/models";
import { type Cloud, graphOf, shipped } from "./shipped";

/** Production with two models. */
function withTwo(cloud: Cloud, changes: Partial<Model> = {}): Environment {
  const environment = shipped(cloud, "prod");
  const { models } = environment;
  const [first] = models?.endpoints ?? [];
  if (!models || !first) throw new Error("prod serves nothing");
  const second: Model = {
    ...first,
    name: "churn",
    storageUri: first.storageUri.replace(first.name, "churn"),
    ...changes,
  };
  return { ...environment, models: { ...models, endpoints: [first, second] } };
}

describe.each<Cloud>(["aws", "google"])("models on %s", (cloud) => {
  const graph = graphOf(withTwo(cloud));
  const ours = graph.resources.filter(({ stack }) => stack === `${cloud}-prod-models`);
  const text = (part: string) => JSON.stringify(ours.filter(({ address }) => address.includes(part)));

  test("come after the platform, and are removed before it", () => {
    const outdir = mkdtempSync(join(tmpdir(), "models-"));
    const app = new App({ outdir });
    addStacks(app, shipped(cloud, "dev"));
    app.synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    rmSync(outdir, { recursive: true });
    expect(stacks[`${cloud}-dev-models`].dependencies).toEqual([`${cloud}-dev-platform`]);
  });

  test("each has an identity that can only read its own versions", () => {
    const identity = text("churn-identity");
    expect(identity).toContain("fraud/churn");
    expect(identity).toContain("acme-prod-m-churn");
    expect(identity).not.toContain("fraud-detection");
  });

  test("the resources around a model come after those that all models need", () => {
    const releases = ours.filter(({ type }) => type === "helm_release");
    expect(releases).toHaveLength(3);
    for (const { address, body } of releases) {
      const needs = JSON.stringify(body.depends_on);
      expect(`${address} ${needs}`).toContain(
        address.includes("model-") ? "helm_release.delivery_release" : "delivery_namespace",
      );
    }
  });

  test("may be released by the accounts that send events", () => {
    const grants = JSON.stringify(ours);
    for (const [account, namespace] of [
      ["alertmanager-events", "monitoring"],
      ["argocd-events", "argocd"],
    ]) {
      // Created in the platform, referenced in the binding.
      expect(JSON.stringify(graph.resources.filter(({ stack }) => stack === `${cloud}-prod-platform`))).toContain(
        account,
      );
      expect(grants).toMatch(new RegExp(`name[^}]{0,20}${account}[^}]{0,30}namespace[^}]{0,20}${namespace}`));
    }
  });

  test("in production a release is a pull request, elsewhere a commit", () => {
    const args = (name: string) =>
      JSON.stringify(
        graphOf(shipped(cloud, name))
          .ofType("kubernetes/WorkflowTemplate")
          .map(({ body }) => body),
      );
    expect(args("prod")).toContain("--pull-request");
    expect(args("dev")).not.toContain("--pull-request");
  });

  test("a model on Seldon Core has no identity of its own and no drift job, and its alerts name the engine", () => {
    const seldon = graphOf(withTwo(cloud, { engine: "seldon-core", replicas: { min: 1, max: 2 } }));
    const all = JSON.stringify(seldon.resources.filter(({ stack }) => stack === `${cloud}-prod-models`));
    expect(all).not.toContain("acme-prod-m-churn");
    expect(all).not.toContain("drift-churn");
    expect(all).toContain("seldon-mesh");
    expect(all).toMatch(/engine[\\":]+seldon/);
  });

  test("an environment without a model can still be deployed", () => {
    const environment = shipped(cloud, "prod");
    const none = environment.models && { ...environment, models: { ...environment.models, endpoints: [] } };
    if (!none) throw new Error("prod has no block for models");
    expect(graphOf(none).ofType("kubernetes/WorkflowTemplate").length).toBeGreaterThan(3);
  });
});

test("the files of an endpoint set where it logs and which account it reads with", () => {
  const { platform, models, ...environment } = shipped("google", "prod");
  const [model] = models?.endpoints ?? [];
  if (!platform || !model) throw new Error("prod serves nothing");
  const files = endpointFiles({ ...environment, platform }, model, "4");
  expect(JSON.stringify(files["endpoint.yaml"])).toContain("gs://acme-prod-logs/payloads");
  expect(JSON.stringify(files["endpoint.yaml"])).toContain("model-fraud-detection");
  expect(JSON.stringify(files["release.yaml"])).toContain("gs://acme-prod-models/fraud/fraud-detection/4");
});

test.each([
  ["0 * * * *", 1],
  ["*/15 * * * *", 1],
  ["0 */6 * * *", 6],
  ["0 6 * * *", 24],
  ["0 6,18 * * *", 12],
])("%s is every %i hours", (schedule, hours) => {
  expect(hoursBetween(schedule)).toBe(hours);
});

describe.each<readonly [Cloud, string, string]>([
  ["aws", "awskms:///alias/models", "aws_iam_role_policy"],
  [
    "google",
    "gcpkms://projects/acme-ml/locations/europe-west1/keyRings/signing/cryptoKeys/models",
    "google_kms_crypto_key_iam_member",
  ],
])("a key that signs, on %s", (cloud, signer, type) => {
  const environment = shipped(cloud, "prod");
  const users = (changed: Environment, right: RegExp) =>
    graphOf(changed)
      .ofType(type)
      .filter(({ stack, body }) => stack === `${cloud}-prod-foundation` && right.test(JSON.stringify(body)))
      .map(({ address }) => /(?:[a-z]+_)*?([a-z-]+)-identity/.exec(address)?.[1])
      .sort();
  const withKey = (): Environment => {
    if (!environment.models) throw new Error("prod serves nothing");
    return { ...environment, models: { ...environment.models, signer } };
  };
  const read = /kms:GetPublicKey|cloudkms.publicKeyViewer/;
  const sign = /kms:Sign|cloudkms.signer/;

  test("is readable for verification, and only the pipelines of teams sign with it", () => {
    const teams = (environment.platform?.teams ?? []).map(({ name }) => `team-${name}`);
    expect(users(withKey(), sign)).toEqual([...teams].sort());
    expect(users(withKey(), read)).toEqual(["kyverno", "model-delivery", ...teams].sort());
  });

  test("is not used if workflows sign", () => {
    expect(users(environment, read)).toEqual([]);
  });
});
