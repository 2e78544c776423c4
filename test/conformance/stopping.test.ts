import type { Node } from "../../checks/node/node";
import type { Scalable } from "../../checks/platform/stop-order";
import { replicasOf, start, stop } from "../../checks/platform/stopping";

const object = (of: string, name: string): Scalable => ({ of, namespace: of, kind: "Deployment", name, watched: true });
const KYVERNO = object("kyverno", "kyverno-admission-controller");
const OPERATOR = object("knative", "knative-operator");
const ACTIVATOR = object("knative", "activator");
const ALL = [KYVERNO, OPERATOR, ACTIVATOR];

/** A cluster that only knows numbers of replicas. `after` acts after each call, as controllers do. */
function clusterOf(replicas: Record<string, number>, after: (command: string) => void = () => undefined) {
  const calls: string[] = [];
  const broken = new Set<string>();
  const kubectl = async (args: readonly string[]): Promise<string> => {
    const [verb, ...rest] = args;
    if (verb === "scale") {
      calls.push(rest.join(" "));
      const number = Number(rest.find((arg) => arg.startsWith("--replicas="))?.split("=")[1]);
      for (const name of rest.flatMap((arg) => /^deployment\/(.+)$/.exec(arg)?.[1] ?? [])) replicas[name] = number;
    }
    after(args.join(" "));
    const items = ALL.filter(({ name }) => replicas[name] !== undefined).map(({ kind, namespace, name }) => {
      const wanted = replicas[name] ?? 0;
      const running = broken.has(name) ? {} : { readyReplicas: wanted };
      return {
        kind,
        metadata: { name, namespace },
        spec: { replicas: wanted },
        status: { replicas: wanted, ...running },
      };
    });
    return JSON.stringify({ items });
  };
  return { cluster: { kubectl } as unknown as Node, calls, broken, replicas };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** The outcome of a promise that waits: hours pass at once. */
async function outcome(promise: Promise<unknown>): Promise<string> {
  const settled = promise.then(
    () => "done",
    (error: Error) => error.message,
  );
  await jest.advanceTimersByTimeAsync(4_000_000);
  return settled;
}

test("the numbers of replicas are remembered, and whether they were ready", async () => {
  const { cluster, broken } = clusterOf({ "kyverno-admission-controller": 3, "knative-operator": 1, activator: 2 });
  broken.add("activator");
  const found = await replicasOf(cluster, ALL);
  expect(found.map(({ replicas, ready }) => [replicas, ready])).toEqual([
    [3, true],
    [1, true],
    [2, false],
  ]);
});

test("what is stopped already, or missing, is not stopped: its number would be lost", async () => {
  const { cluster } = clusterOf({ "kyverno-admission-controller": 0, "knative-operator": 1 });
  expect(await outcome(replicasOf(cluster, ALL))).toBe(
    [
      "Start these first:",
      "kyverno deployment/kyverno-admission-controller: wants no replicas",
      "knative deployment/activator: does not exist",
    ].join("\n"),
  );
});

test("an operator is stopped before what it would start again; what was started again is stopped again", async () => {
  let reconciled = 0;
  const fake = clusterOf({ "kyverno-admission-controller": 1, "knative-operator": 1, activator: 1 }, (command) => {
    // The pod of the operator ends a moment after it was scaled.
    if (command.includes("deployment/activator") && reconciled++ === 0) fake.replicas.activator = 1;
  });
  const stopped = await replicasOf(fake.cluster, ALL);
  expect(await outcome(stop(fake.cluster, stopped))).toBe("done");
  expect(fake.calls[0]).toBe("--namespace=knative --replicas=0 deployment/knative-operator");
  expect(fake.replicas).toEqual({ "kyverno-admission-controller": 0, "knative-operator": 0, activator: 0 });
  expect(reconciled).toBe(2);
});

test("what does not start again does not keep the others from starting, and is named", async () => {
  const fake = clusterOf({ "kyverno-admission-controller": 3, "knative-operator": 1, activator: 2 });
  const stopped = await replicasOf(fake.cluster, ALL);
  await outcome(stop(fake.cluster, stopped));
  fake.broken.add("kyverno-admission-controller");
  expect(await outcome(start(fake.cluster, stopped))).toMatch(
    /^Not within 900 s: kyverno run again\. deployment\/kyverno-admission-controller$/,
  );
  expect(fake.replicas).toEqual({ "kyverno-admission-controller": 3, "knative-operator": 1, activator: 2 });
});

test("what was not ready before is started, and not waited for", async () => {
  const fake = clusterOf({ "kyverno-admission-controller": 3, "knative-operator": 1, activator: 2 });
  fake.broken.add("activator");
  const stopped = await replicasOf(fake.cluster, ALL);
  await outcome(stop(fake.cluster, stopped));
  expect(await outcome(start(fake.cluster, stopped))).toBe("done");
  expect(fake.replicas.activator).toBe(2);
});
