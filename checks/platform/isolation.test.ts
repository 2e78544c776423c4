import type { Caller } from "../network/admission";
import { SHELL_IMAGE } from "../node/add-ons";
import { shellPod } from "../node/shell-pod";
import { type Address, readAddresses } from "./addresses";
import { openPlatform } from "./platform";
import { teamImage } from "./team-image";

const CALLER = "isolation-check";

const { cluster, environment } = openPlatform();
const teams = environment.platform.teams.map(({ name }) => name);

let addresses: readonly Address[];

beforeAll(async () => {
  const namespaces = [...teams, "default"];
  await cluster.apply(namespaces.map((namespace) => caller(namespace)));
  for (const namespace of namespaces) await cluster.waitFor(`pod/${CALLER}`, "condition=Ready", { namespace });
  addresses = await readAddresses(cluster);
}, 200_000);

afterAll(async () => {
  for (const namespace of [...teams, "default"]) {
    await cluster.kubectl(["delete", `pod/${CALLER}`, `--namespace=${namespace}`, "--ignore-not-found", "--now"]);
  }
}, 60_000);

/** A team's quota requires requests and limits. */
function caller(namespace: string) {
  const pod = shellPod(CALLER, namespace, { labels: { app: CALLER } });
  const spec = pod.spec as { containers: readonly object[] };
  const resources = { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "32Mi" } };
  const container = { image: teamImage(SHELL_IMAGE), resources };
  return { ...pod, spec: { ...spec, containers: spec.containers.map((each) => ({ ...each, ...container })) } };
}

test.each([...teams, "default"])(
  "a pod in the namespace %s reaches exactly the addresses that the policies admit",
  async (namespace) => {
    const from: Caller = { namespace, labels: { app: CALLER } };
    const expected = addresses.filter(({ admits }) => admits(from)).map(({ name }) => name);
    expect(await reachable(namespace)).toEqual(expected);
  },
  300_000,
);

test("a team reaches no pod of another team, and no server behind the tools", () => {
  for (const team of teams) {
    const others = teams.filter((other) => other !== team);
    const reached = addresses.filter(({ admits }) => admits({ namespace: team, labels: { app: CALLER } }));
    const forbidden = reached.filter(({ name }) =>
      [...others, "databases", "monitoring", "dex"].some((namespace) => name.startsWith(`${namespace}/`)),
    );
    expect(forbidden.filter(({ name }) => !isWebhook(name)).map(({ name }) => name)).toEqual([]);
  }
});

/** Webhooks are open to all addresses: the API server has none of its own on every cluster. */
function isWebhook(name: string): boolean {
  return name === "monitoring/kube-prometheus-stack-operator:443";
}

/** Tries every address once, all at the same time; a dropped packet would take minutes to be noticed. */
async function reachable(namespace: string): Promise<string[]> {
  const tries = addresses.map(
    ({ name, host, port }) => `(nc -w 5 ${host} ${port} </dev/null >/dev/null 2>&1 && echo ${name}) &`,
  );
  const { output } = await cluster.exec(CALLER, namespace, ["sh", "-c", `${tries.join("\n")}\nwait`]);
  const reached = new Set(output.trim().split("\n"));
  return addresses.filter(({ name }) => reached.has(name)).map(({ name }) => name);
}
