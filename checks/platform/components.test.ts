import type { ComponentName } from "../../src/catalogue/component";
import { mebibytes } from "../../src/cli/local/cluster";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { MANAGED_BY, TOOLKIT } from "../../src/constructs/kubernetes/namespace";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";
import { until } from "../node/until";
import { Browser } from "./browser";
import { stopForwards } from "./forward";
import { Gateway } from "./gateway";
import { workingSets } from "./memory";
import { missedOf, monitorsIn } from "./monitors";
import { openPlatform } from "./platform";
import { type Container, isReady, podsIn, restartsSince } from "./pods";
import { Prometheus } from "./prometheus";
import { OF_COMPONENT, OF_PAGE } from "./proofs";

const platform = openPlatform();
const { components, cluster, environment } = platform;
const gateway = new Gateway(platform);
const prometheus = new Prometheus(platform);

const named = components.map((component) => [component.component, component] as const);
/** What has pods, and its namespace; on a cluster that exists already, also what a cloud would provide. */
const places: (readonly [string, string])[] = [
  ...named
    .filter(([, { workloads }]) => workloads.length > 0)
    .map(([name, { namespace }]) => [name, namespace] as const),
  ...(environment.cloud.provider === "kubernetes" ? [["foundation", NAMESPACES.foundation] as const] : []),
];
/** Others answer inside the cluster only. */
const withPage = named.flatMap(([name, { endpoint }]) =>
  endpoint?.startsWith("https://") ? [[name, endpoint] as const] : [],
);
const guarded = withPage.filter(([name]) => COMPONENT_ROWS[name].guardedHost !== undefined);
const open = withPage.filter(([name]) => COMPONENT_ROWS[name].guardedHost === undefined);
/** Where an interface with a sign-on of its own sends a browser to the identity provider. */
const SIGN_ON_PATHS: Readonly<Partial<Record<ComponentName, string>>> = {
  "argo-cd": "/auth/login",
  "argo-workflows": `/oauth2/redirect?redirect=https://workflows.${environment.platform.domain}/`,
  airflow: "/auth/login/oidc",
  "kube-prometheus-stack": "/login/generic_oauth",
};
const embeddedProvider = components.some(({ component }) => component === "dex");
const signedOn = open.flatMap(([name, endpoint]) => {
  const path = SIGN_ON_PATHS[name];
  return embeddedProvider && path !== undefined ? [[name, endpoint, path] as const] : [];
});
const monitored = components.some(({ component }) => component === "kube-prometheus-stack");

afterAll(stopForwards);

describe.each(places)("%s", (name, namespace) => {
  test(OF_COMPONENT["Pods ready"], async () => {
    const { labels } = JSON.parse(await cluster.kubectl(["get", `namespace/${namespace}`, "--output=json"])).metadata;
    if (namespace !== NAMESPACES["kube-system"]) {
      expect(labels[MANAGED_BY]).toBe(TOOLKIT);
      expect(labels["pod-security.kubernetes.io/enforce"]).toMatch(/^(restricted|baseline|privileged)$/);
    }
    await until(`the pods of ${name} are ready`, 60, async () => {
      const pods = await podsIn(cluster, namespace);
      if (pods.length === 0 && !(await hasSucceeded(namespace))) throw new Error("there is none");
      const waiting = pods.filter((pod) => !isReady(pod)).map(({ metadata }) => metadata.name);
      if (waiting.length > 0) throw new Error(waiting.join(", "));
      return true;
    });
  }, 90_000);

  test(OF_COMPONENT["No restarts"], async () => {
    expect(restartsSince(Date.now() - 300_000, await podsIn(cluster, namespace))).toEqual([]);
  });

  test(OF_COMPONENT["Memory below limit"], async () => {
    const used = await workingSets(cluster);
    const pods = await podsIn(cluster, namespace);
    const problems = pods.flatMap(({ metadata, spec }) =>
      spec.containers.flatMap((container) =>
        problemsOf(container, used.get(`${metadata.namespace}/${metadata.name}/${container.name}`)),
      ),
    );
    expect(problems).toEqual([]);
  });

  /** Without Prometheus nothing scrapes the monitors. */
  (monitored ? test : test.skip)(
    OF_COMPONENT["Metrics scraped"],
    async () => {
      const monitors = await monitorsIn(cluster, namespace);
      await until(`Prometheus scrapes ${monitors.join(", ")}`, 120, async () => {
        const targets = await prometheus.targets();
        const missed = monitors.flatMap((monitor) => missedOf(monitor, targets));
        if (missed.length > 0) throw new Error(missed.join("\n"));
        return true;
      });
    },
    130_000,
  );
});

describe.each(guarded)("%s", (_, endpoint) => {
  const { host } = new URL(endpoint);

  test(OF_PAGE.asks, async () => {
    const { status, location } = await gateway.ask(host);
    expect(status).toBe(302);
    expect(location).toMatch(new RegExp(`^${environment.platform.oidc.authorizationUrl}`));
  });

  test(OF_PAGE.answers, async () => {
    expect((await gateway.askSignedOn(host)).status).toBe(200);
    const headers = { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWxsb3J5In0." };
    expect((await gateway.ask(host, { headers })).status).toBe(403);
  });
});

describe.each(open)("%s", (_, endpoint) => {
  test(OF_PAGE.open, async () => {
    expect((await gateway.ask(new URL(endpoint).host)).status).toBeLessThan(400);
  });
});

describe.each(signedOn)("%s", (_, endpoint, path) => {
  test(OF_PAGE.signsOn, async () => {
    const page = await new Browser(gateway).signOn(`${endpoint}${path}`, environment.owner);
    expect(page.status).toBe(200);
    expect(page.url.origin).toBe(endpoint);
    // An interface that rejects a user shows its own login again.
    expect(page.url.pathname).not.toMatch(/login/);
  }, 60_000);
});

/** Whether the last job in a namespace without servers succeeded. */
async function hasSucceeded(namespace: string): Promise<boolean> {
  const { items } = JSON.parse(await cluster.kubectl(["get", "jobs", `--namespace=${namespace}`, "--output=json"]));
  return items.some(({ status }: { status: { succeeded?: number } }) => (status.succeeded ?? 0) > 0);
}

function problemsOf({ name, resources = {} }: Container, used: number | undefined): string[] {
  const { requests = {}, limits = {} } = resources;
  if (requests.memory === undefined || limits.memory === undefined)
    return [`${name} has no request or limit of memory`];
  if (used === undefined) return [`the kubelet does not report the memory of ${name}`];
  return used / 2 ** 20 < mebibytes(limits.memory) ? [] : [`${name} uses ${used} bytes of ${limits.memory}`];
}
