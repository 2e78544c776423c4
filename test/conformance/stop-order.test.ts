import { NOT_STOPPED } from "../../checks/platform/proofs";
import { type Stopped, scalables, startCommands, startGroups, stopGroups } from "../../checks/platform/stop-order";
import type { ComponentName } from "../../src/catalogue/component";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import type { Component } from "../../src/constructs/kubernetes/component";
import { embeddedServerNames } from "../../src/environment/embedded-server-names";
import type { Environment } from "../../src/environment/environment";
import { chosenComponents } from "../../src/stacks/chosen-components";
import { shipped, shippedOnKubernetes } from "../stacks/shipped";

const local = shippedOnKubernetes();

/** With every component, on AWS and on an existing cluster. */
function everything(environment: Environment): readonly Component[] {
  const { platform } = environment;
  if (!platform) throw new Error("it has a platform");
  const components = { "seldon-core": true };
  return synthesizeEnvironment({ ...environment, platform: { ...platform, profile: "full", components } }).components;
}

const onAws = everything(shipped("aws", "prod"));
const onKubernetes = everything(local);
const all = scalables(onKubernetes, embeddedServerNames(local.cloud, chosenComponents(local)));

test("each component with pods is stopped, or there is a reason", () => {
  for (const components of [onAws, onKubernetes]) {
    const stopped = new Set(scalables(components, []).map(({ of }) => of));
    const others = components
      .filter(({ workloads, daemons }) => workloads.length + daemons.length > 0)
      .map(({ component }) => component)
      .filter((name) => !stopped.has(name));
    expect(others.filter((name) => NOT_STOPPED[name] === undefined)).toEqual([]);
  }
  const names = Object.keys(NOT_STOPPED) as ComponentName[];
  expect(names.filter((name) => !onAws.some(({ component }) => component === name))).toEqual([]);
});

test("each component that is stopped has an alert", () => {
  for (const name of new Set(all.map(({ of }) => of))) {
    expect([name, all.some(({ of, watched }) => of === name && watched)]).toEqual([name, true]);
  }
});

test("what would start others again is stopped before them", () => {
  const [first = [], second = []] = stopGroups(all);
  expect(first.map(({ name }) => name).sort()).toEqual([
    "argo-cd-argocd-application-controller",
    "knative-operator",
    "seldon-v2-controller-manager",
  ]);
  expect(first.length + second.length).toBe(all.length);
  expect(stopGroups(all.filter(({ of }) => of === "dex"))).toHaveLength(1);
});

test("what others need is started before them", () => {
  const order = startGroups(all).map((group) => [...new Set(group.map(({ of }) => of))]);
  expect(order.slice(0, 3)).toEqual([["kyverno"], ["cert-manager", "istio", "external-secrets"], ["foundation"]]);
  expect(order[3]).toEqual(expect.arrayContaining(["mlflow", "argo-cd", "knative"]));
  expect(startGroups(all).flat()).toHaveLength(all.length);
  expect(startGroups(scalables(onAws, []))[0]?.map(({ of }) => of)).toContain("karpenter");
});

test("an interrupted run can be undone with commands, in the same order", () => {
  const stopped: Stopped[] = all
    .filter(({ name }) => ["mlflow", "postgres"].includes(name))
    .map((each) => ({ ...each, replicas: 2, ready: true }));
  expect(startCommands(stopped.reverse())).toEqual([
    "kubectl --namespace=foundation scale statefulset/postgres --replicas=2",
    "kubectl --namespace=mlflow scale deployment/mlflow --replicas=2",
  ]);
});
