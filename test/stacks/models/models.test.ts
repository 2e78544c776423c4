import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment, Model } from "../../../src/environment/environment";
import { App } from "../../../src/framework/terraform";
import { addStacks } from "../../../src/stacks/clouds";
import { hoursBetween } from "../../../src/stacks/models/models";
import { type Cloud, graphOf, shipped } from "../shipped";

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

test.each([
  ["0 * * * *", 1],
  ["*/15 * * * *", 1],
  ["0 */6 * * *", 6],
  ["0 6 * * *", 24],
  ["0 6,18 * * *", 12],
])("%s is every %i hours", (schedule, hours) => {
  expect(hoursBetween(schedule)).toBe(hours);
});
