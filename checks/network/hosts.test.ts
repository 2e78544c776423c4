import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { admitted, type Caller } from "./admission";
import { HOSTS_OF_MODELS } from "./hosts-of-models";
import { type Pods, type Service, selects } from "./objects";
import { everyPlatform, type Platform, type Written } from "./platforms";

/** `service.namespace.svc`, with its context; a program writes `{name}` as a placeholder. */
const HOST =
  /(?:(https?):\/\/)?([\w{}.-]+?)\.([\w{}-]+)\.svc(?:\.cluster\.local)?\b(?:"?(?:,"port":(?:\{"number":)?|:)(\d+))?/g;

/** Namespaces of engines, of which a platform has a subset. */
const OPTIONAL = ["airflow", "prefect", "kubeflow"];

const LOCAL_GATEWAY = "knative-local-gateway.entry";

/** The Kubernetes API server, which namespace policies don't cover. */
const API_SERVER = "kubernetes.default";

const PLATFORMS = everyPlatform();

interface Reference extends Written {
  readonly service: string;
  readonly to: string;
  /** None, if the text has none. */
  readonly port: number | undefined;
}

describe.each(PLATFORMS.map((platform) => [platform.name, platform] as const))("on %s", (_, platform) => {
  const references = platform.written.flatMap(referencesIn).filter((each) => isThere(platform, each));

  test("every host in the code is a service with that port", () => {
    expect(references.length).toBeGreaterThan(5);
    expect(unknown(platform, references)).toEqual([]);
  });

  test("every called service allows the namespace that calls it", () => {
    const refused = references.flatMap((reference) => {
      const service = serviceOf(platform, reference);
      return service ? closed(platform, reference, service) : [];
    });
    expect([...new Set(refused)]).toEqual([]);
  });
});

/** What pods call through their own settings, or by a client's default: service, port and callers. */
const BY_CONVENTION: readonly (readonly [service: string, port: number, callers: readonly string[]])[] = [
  ["mlflow.mlflow", 80, ["teams", "airflow", "prefect"]],
  // https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/connect-api/
  ["pipelines-gate.kubeflow", 8888, ["teams"]],
  ["pipelines-gate.kubeflow", 8887, ["teams"]],
  ["metadata-grpc-service.kubeflow", 8080, ["teams"]],
  // Katib's metrics collectors run next to the trials.
  ["katib-db-manager.katib", 6789, ["teams"]],
  ["knative-local-gateway.entry", 80, ["teams", "model-delivery", "entry"]],
  ["activator-service.knative-serving", 80, ["entry"]],
];

test.each(PLATFORMS.map((platform) => [platform.name, platform] as const))(
  "on %s teams, pipelines and releases reach the services that they use",
  (_, platform) => {
    const refused = BY_CONVENTION.flatMap(([host, port, callers]) => {
      const [name = "", namespace = ""] = host.split(".");
      const reference = { where: host, namespace, text: "", service: name, to: namespace, port };
      const service = serviceOf(platform, reference);
      if (!service) return [];
      return callers
        .flatMap((caller) => (caller === "teams" ? teamsOf(platform) : [caller]))
        .filter((caller) => platform.cluster.namespaces.has(caller))
        .flatMap((caller) => closed(platform, { ...reference, namespace: caller }, service));
    });
    expect(refused).toEqual([]);
  },
);

/** Callers of pods in a team's namespace, and the ports: model servers and their proxies, notebooks. */
const IN_TEAMS: readonly (readonly [caller: string, ports: readonly number[]])[] = [
  ["entry", [8012, 8013, 8080, 8888]],
  ["knative-serving", [8012, 8013, 9090]],
  ["model-delivery", [8080]],
  ["monitoring", [8080, 9091]],
  ["notebooks", [8888]],
  ["katib", [6789]],
];

test.each(PLATFORMS.map((platform) => [platform.name, platform] as const))(
  "on %s models and notebooks of teams are reachable for serving and monitoring",
  (_, platform) => {
    const teams = teamsOf(platform);
    expect(teams.length).toBeGreaterThan(0);
    const refused = IN_TEAMS.filter(([caller]) => platform.cluster.namespaces.has(caller)).flatMap(([caller, ports]) =>
      teams.flatMap((namespace) =>
        ports
          .filter((port) => {
            const pods = { name: "model", namespace, labels: {}, ports: [] };
            return !admitted(platform.cluster, callerIn(platform, caller), pods, port);
          })
          .map((port) => `${caller} to port ${port} of ${namespace}`),
      ),
    );
    expect(refused).toEqual([]);
  },
);

describe("the program of the delivery jobs", () => {
  const folder = join(__dirname, "../../images/model-delivery/mlops_delivery");
  const references = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".py"))
    .flatMap((file) =>
      referencesIn({ where: file, namespace: "model-delivery", text: readFileSync(join(folder, file), "utf8") }),
    );

  test("only contains hosts of models, which an operator creates", () => {
    expect(references.length).toBeGreaterThan(1);
    const known: readonly string[] = HOSTS_OF_MODELS.map(({ host }) => host);
    expect(references.map(({ service, to }) => `${service}.${to}`).filter((host) => !known.includes(host))).toEqual([]);
  });
});

function referencesIn(written: Written): Reference[] {
  return [...written.text.matchAll(HOST)]
    .map(([, scheme, service = "", to = "", port]) => ({
      ...written,
      service,
      to,
      port: port === undefined ? portOf(scheme) : Number(port),
    }))
    .filter(({ service, to }) => `${service}.${to}` !== API_SERVER);
}

function portOf(scheme: string | undefined): number | undefined {
  if (scheme === undefined) return undefined;
  return scheme === "https" ? 443 : 80;
}

/** A job contains the addresses of engines that this platform may not have; it calls the one that trains the model. */
function isThere({ cluster }: Platform, { to }: Reference): boolean {
  return cluster.namespaces.has(to) || !OPTIONAL.includes(to);
}

function serviceOf({ objects }: Platform, { service, to }: Reference): Service | undefined {
  return objects.services.find(({ name, namespace }) => name === service && namespace === to);
}

function unknown(platform: Platform, references: readonly Reference[]): string[] {
  const problems = references.flatMap((reference) => {
    const { where, service, to, port } = reference;
    if (HOSTS_OF_MODELS.some(({ host }) => host === `${service}.${to}`)) return [];
    const found = serviceOf(platform, reference);
    if (!found) return [`${where}: there is no service ${service}.${to}`];
    const has = port === undefined || found.ports.some((each) => each.port === port);
    return has ? [] : [`${where}: ${service}.${to} has no port ${port}`];
  });
  return [...new Set(problems)];
}

function closed(platform: Platform, { where, namespace, service, to, port }: Reference, found: Service): string[] {
  const ports = port === undefined ? found.ports : found.ports.filter((each) => each.port === port);
  const targets = platform.objects.pods.filter(
    (pods) => pods.namespace === to && selects({ matchLabels: found.selector ?? {} }, pods.labels),
  );
  const callers = callersOf(platform, namespace, `${service}.${to}`);
  const reached = targets.some((pods) =>
    ports.some(({ targetPort }) =>
      numbersOf(pods, targetPort).some((number) =>
        callers.every((caller) => admitted(platform.cluster, caller, pods, number)),
      ),
    ),
  );
  return reached ? [] : [`${where}: ${to} refuses ${namespace} at ${service}`];
}

/** The gateway's pods follow routes; for everything else, the pods' labels make no difference. */
function callerIn({ objects }: Platform, namespace: string): Caller {
  const gateway = objects.pods.find(({ labels }) => labels.istio === "ingressgateway");
  return { namespace, labels: namespace === gateway?.namespace ? gateway.labels : {} };
}

/** The caller of a host in settings; usually the reader. KServe and Knative write the gateway's into routes. */
function callersOf(platform: Platform, namespace: string, host: string): Caller[] {
  const callers = host === LOCAL_GATEWAY ? [...teamsOf(platform), "model-delivery", "entry"] : [namespace];
  return callers.map((name) => callerIn(platform, name));
}

function teamsOf({ cluster }: Platform): string[] {
  return [...cluster.namespaces].filter(([, labels]) => labels["mlops/team"] !== undefined).map(([name]) => name);
}

function numbersOf(pods: Pods, target: number | string): number[] {
  if (/^\d+$/.test(String(target))) return [Number(target)];
  return pods.ports.filter(({ name }) => name === target).map(({ port }) => port);
}
