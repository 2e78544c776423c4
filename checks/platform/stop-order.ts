import type { ComponentName } from "../../src/catalogue/component";
import type { Component } from "../../src/constructs/kubernetes/component";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import type { Workload } from "../../src/constructs/kubernetes/workload";
import { NOT_STOPPED } from "./proofs";

/** A Deployment or StatefulSet that can be scaled. */
export interface Scalable {
  /** Component, or `foundation`. */
  readonly of: string;
  readonly namespace: string;
  readonly kind: "Deployment" | "StatefulSet";
  readonly name: string;
  /** Whether an alert says that it is stopped. */
  readonly watched: boolean;
}

/** One that was stopped, as it was before. */
export interface Stopped extends Scalable {
  readonly replicas: number;
  /** Whether all of them were ready. */
  readonly ready: boolean;
}

/** They scale what they manage: nothing of it stays stopped while they run. */
const RECONCILERS: readonly string[] = [
  "knative-operator",
  "argo-cd-argocd-application-controller",
  "seldon-v2-controller-manager",
];

/**
 * What others wait for. Kyverno's webhooks fail closed, Karpenter creates nodes, the databases and the object store need
 * nothing else.
 */
const FIRST: readonly (readonly (ComponentName | typeof NAMESPACES.foundation)[])[] = [
  ["kyverno", "karpenter"],
  ["cert-manager", "external-secrets", "istio"],
  [NAMESPACES.foundation],
];

type Scaled = Pick<Component, "component" | "namespace" | "workloads">;

/** Everything that can be stopped: of the components, and the servers of the foundation. */
export function scalables(components: readonly Scaled[], servers: readonly string[]): Scalable[] {
  const namespace = NAMESPACES.foundation;
  return [
    ...servers.map((name) => ({ of: namespace, namespace, kind: "StatefulSet" as const, name, watched: true })),
    ...components
      .filter(({ component }) => NOT_STOPPED[component] === undefined)
      .flatMap((component) => component.workloads.flatMap((workload) => scalableOf(component, workload))),
  ];
}

function scalableOf({ component, namespace }: Scaled, workload: Workload): Scalable[] {
  const { kind = "Deployment", name, alert } = workload;
  if (kind !== "Deployment" && kind !== "StatefulSet") return [];
  return [{ of: component, namespace, kind, name, watched: alert !== "none" }];
}

/** Stopped one group after the other: first what would start the others again. */
export function stopGroups<T extends Scalable>(all: readonly T[]): T[][] {
  const reconciles = ({ name }: T) => RECONCILERS.includes(name);
  return [all.filter(reconciles), all.filter((each) => !reconciles(each))].filter((group) => group.length > 0);
}

/** Started one group after the other. */
export function startGroups<T extends Scalable>(all: readonly T[]): T[][] {
  const groupOf = ({ of }: T) => {
    const index = FIRST.findIndex((names) => names.some((name) => name === of));
    return index < 0 ? FIRST.length : index;
  };
  return [...FIRST.keys(), FIRST.length]
    .map((index) => all.filter((each) => groupOf(each) === index))
    .filter((group) => group.length > 0);
}

/** What starts everything again by hand, in order. */
export function startCommands(stopped: readonly Stopped[]): string[] {
  return startGroups(stopped)
    .flat()
    .map(
      ({ namespace, kind, name, replicas }) =>
        `kubectl --namespace=${namespace} scale ${reference({ kind, name })} --replicas=${replicas}`,
    );
}

/** As kubectl names it. */
export function reference({ kind, name }: Pick<Scalable, "kind" | "name">): string {
  return `${kind.toLowerCase()}/${name}`;
}
