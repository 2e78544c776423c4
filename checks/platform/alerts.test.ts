import { embeddedServerNames } from "../../src/environment/embedded-server-names";
import { isOnCloud } from "../../src/environment/target";
import { chosenComponents } from "../../src/stacks/chosen-components";
import { until } from "../node/until";
import { stopForwards } from "./forward";
import { openPlatform } from "./platform";
import { type Alert, Prometheus } from "./prometheus";
import { NOT_STOPPED, OF_COMPONENT } from "./proofs";
import { reference, type Stopped, scalables, startCommands } from "./stop-order";
import { replicasOf, start, stop } from "./stopping";

const platform = openPlatform();
const { cluster, environment, components } = platform;
const prometheus = new Prometheus(platform);

/** Seconds between two questions to Prometheus, which evaluates its rules every 30 seconds. */
const INTERVAL = 10;

const all = scalables(
  components,
  isOnCloud(environment) ? [] : embeddedServerNames(environment.cloud, chosenComponents(environment)),
);
const names = [...new Set(all.map(({ of }) => of))];

const reason = !components.some(({ component }) => component === "kube-prometheus-stack")
  ? "the environment has no Prometheus"
  : environment.platform.alerts === undefined
    ? "the environment has no receivers: platform.alerts"
    : "";

if (reason !== "") console.warn(`Alerts are not checked: ${reason}.`);

/** What is stopped at this moment. */
let stopped: readonly Stopped[] = [];
let before = 0;

// Everything at once: one after the other would take ten minutes each.
beforeAll(async () => {
  if (reason !== "") return;
  before = await delivered();
  const found = await replicasOf(cluster, all);
  console.info(
    Object.entries(NOT_STOPPED)
      .map(([name, why]) => `${name}: ${why}`)
      .join("\n"),
  );
  console.warn(`If this run is interrupted, start everything by hand:\n${startCommands(found).join("\n")}`);
  stopped = found;
  await stop(cluster, stopped);
}, 700_000);

afterAll(async () => {
  try {
    await startAgain();
  } finally {
    stopForwards();
  }
}, 3_700_000);

async function startAgain(): Promise<void> {
  if (stopped.length === 0) return;
  await start(cluster, stopped);
  stopped = [];
}

/** Notifications that Alertmanager delivered to the receivers. */
async function delivered(): Promise<number> {
  const sent = "sum(alertmanager_notifications_total) - sum(alertmanager_notifications_failed_total)";
  const [series] = await prometheus.query(sent);
  return Number(series?.value[1] ?? 0);
}

/** Asks rarely, and fails with what is missing. */
function untilNone(what: string, seconds: number, missing: () => Promise<readonly string[]>): Promise<boolean> {
  const check = async () => {
    const found = await missing();
    if (found.length > 0) throw new Error(found.join(", "));
    return true;
  };
  return until(what, seconds, check, INTERVAL);
}

type Labelled = Pick<Alert, "labels">;

/** Whether an alert says of an object that it is stopped. */
function isAbout({ of, namespace, kind, name }: Stopped, { labels }: Labelled): boolean {
  return labels.component === of && labels.namespace === namespace && labels[kind.toLowerCase()] === name;
}

function without(objects: readonly Stopped[], alerts: readonly Labelled[]): string[] {
  return objects.filter((each) => !alerts.some((alert) => isAbout(each, alert))).map(reference);
}

const check = reason === "" ? test : test.skip;

describe.each(names)("%s", (name) => {
  check(
    OF_COMPONENT["Alert when stopped"],
    async () => {
      const watched = stopped.filter((each) => each.of === name && each.watched);
      expect(watched).not.toEqual([]);
      await untilNone(`an alert of ${name} fires`, 900, async () =>
        without(
          watched,
          (await prometheus.alerts()).filter(({ state }) => state === "firing"),
        ),
      );
      await untilNone(`the alerts of ${name} have receivers`, 120, async () =>
        without(
          watched,
          (await prometheus.notified()).filter(({ labels, receivers }) =>
            receivers.some((receiver) => receiver.name === labels.severity),
          ),
        ),
      );
    },
    1_100_000,
  );
});

check(
  "people are notified when components are stopped",
  async () => {
    await until("the receivers accepted a notification", 300, async () => (await delivered()) > before, INTERVAL);
  },
  320_000,
);

check(
  "what was stopped runs again, and its alerts end",
  async () => {
    const again = stopped;
    await startAgain();
    await untilNone("the alerts end", 600, async () => {
      const alerts = await prometheus.alerts();
      const ended = (each: Stopped) => !alerts.some((alert) => isAbout(each, alert));
      return again.filter((each) => each.ready && !ended(each)).map(reference);
    });
  },
  4_400_000,
);
