import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { TOOLKIT } from "../../src/constructs/kubernetes/namespace";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";
import { until } from "../node/until";
import { Gateway } from "./gateway";
import { bytes, workingSets } from "./memory";
import { openPlatform } from "./platform";
import { type Container, isReady, podsIn, restartsSince } from "./pods";
import { Prometheus } from "./prometheus";

const platform = openPlatform();
const { components, cluster, environment } = platform;
const gateway = new Gateway(platform);
const prometheus = new Prometheus(platform);

const named = components.map((component) => [component.component, component] as const);
const withPods = named.filter(([, { workloads }]) => workloads.length > 0);
const withPage = named.flatMap(([name, { endpoint }]) => (endpoint === undefined ? [] : [[name, endpoint] as const]));
const guarded = withPage.filter(([name]) => COMPONENT_ROWS[name].guardedHost !== undefined);
const open = withPage.filter(([name]) => COMPONENT_ROWS[name].guardedHost === undefined);
const monitored = components.some(({ component }) => component === "kube-prometheus-stack");

describe.each(withPods)("%s", (name, component) => {
  test("all its pods are ready, under the Pod Security level of its namespace", async () => {
    const { labels } = JSON.parse(
      await cluster.kubectl(["get", `namespace/${component.namespace}`, "--output=json"]),
    ).metadata;
    if (component.namespace !== "kube-system") {
      expect(labels["app.kubernetes.io/managed-by"]).toBe(TOOLKIT);
      expect(labels["pod-security.kubernetes.io/enforce"]).toMatch(/^(restricted|baseline|privileged)$/);
    }
    await until(`the pods of ${name} are ready`, 60, async () => {
      const pods = await podsIn(cluster, component.namespace);
      if (pods.length === 0 && !(await hasSucceeded(component.namespace))) throw new Error("there is none");
      const waiting = pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name);
      if (waiting.length > 0) throw new Error(waiting.join(", "));
      return true;
    });
  }, 90_000);

  test("no container was restarted in the last five minutes", async () => {
    expect(restartsSince(Date.now() - 300_000, await podsIn(cluster, component.namespace))).toEqual([]);
  });

  test("every container has a request and a limit of memory, and uses less", async () => {
    const used = await workingSets(cluster);
    const pods = await podsIn(cluster, component.namespace);
    const problems = pods.flatMap(({ metadata, spec }) =>
      spec.containers.flatMap((container) =>
        problemsOf(container, used.get(`${metadata.namespace}/${metadata.name}/${container.name}`)),
      ),
    );
    expect(problems).toEqual([]);
  });
});

describe.each(guarded)("%s", (_, endpoint) => {
  const { host } = new URL(endpoint);

  test("its page asks everyone without a token to sign on", async () => {
    const { status, location } = await gateway.ask(host);
    expect(status).toBe(302);
    expect(location).toMatch(new RegExp(`^${environment.platform.oidc.authorizationUrl}`));
  });

  test("its page answers with a token of the identity provider, and not with a false one", async () => {
    expect((await gateway.askSignedOn(host)).status).toBe(200);
    const headers = { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWxsb3J5In0." };
    expect((await gateway.ask(host, { headers })).status).toBe(403);
  });
});

describe.each(open)("%s", (_, endpoint) => {
  test("its page answers; it signs users on itself", async () => {
    expect((await gateway.ask(new URL(endpoint).host)).status).toBeLessThan(400);
  });
});

/** Without Prometheus nothing scrapes the monitors. */
(monitored ? describe : describe.skip)("metrics", () => {
  test("Prometheus reaches every target of every component", async () => {
    await until("all targets are up", 120, async () => {
      const down = (await prometheus.targets()).filter(({ health }) => health !== "up");
      if (down.length > 0)
        throw new Error(down.map(({ scrapePool, lastError }) => `${scrapePool}: ${lastError}`).join("\n"));
      return true;
    });
  }, 130_000);

  test("every monitor has a target", async () => {
    const pools = (await prometheus.targets()).map(({ scrapePool }) => scrapePool.replace(/\/\d+$/, ""));
    const missing = (await monitors()).filter((monitor) => !pools.includes(monitor) && !WAITING.includes(monitor));
    expect(missing).toEqual([]);
  });
});

/** Whether the last job in a namespace without servers succeeded. */
async function hasSucceeded(namespace: string): Promise<boolean> {
  const { items } = JSON.parse(await cluster.kubectl(["get", "jobs", `--namespace=${namespace}`, "--output=json"]));
  return items.some(({ status }: { status: { succeeded?: number } }) => (status.succeeded ?? 0) > 0);
}

/** Monitors of pods that only exist once a team has a model. */
const WAITING = [`podMonitor/${NAMESPACES.kserve}/predictors`];

/** All monitors on the cluster, as Prometheus names their targets. */
async function monitors(): Promise<string[]> {
  const { items } = JSON.parse(
    await cluster.kubectl(["get", "servicemonitors,podmonitors", "--all-namespaces", "--output=json"]),
  );
  return items.map(
    ({ kind, metadata }: { kind: string; metadata: { namespace: string; name: string } }) =>
      `${kind === "PodMonitor" ? "podMonitor" : "serviceMonitor"}/${metadata.namespace}/${metadata.name}`,
  );
}

function problemsOf({ name, resources = {} }: Container, used: number | undefined): string[] {
  const { requests = {}, limits = {} } = resources;
  if (requests.memory === undefined || limits.memory === undefined)
    return [`${name} has no request or limit of memory`];
  if (used === undefined) return [`the kubelet does not report the memory of ${name}`];
  return used < bytes(limits.memory) ? [] : [`${name} uses ${used} bytes of ${limits.memory}`];
}
