import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { until } from "../node/until";
import { stopForwards } from "./forward";
import { openPlatform } from "./platform";
import { Prometheus } from "./prometheus";

const platform = openPlatform();
const { cluster, environment, components } = platform;
const prometheus = new Prometheus(platform);
const ALERT = "TrackingUnavailable";

const runs = (name: string) => components.some(({ component }) => component === name);
const reason = !runs("kube-prometheus-stack")
  ? "the environment has no Prometheus"
  : environment.platform.alerts === undefined
    ? "the environment has no receivers: platform.alerts"
    : "";

if (reason !== "") console.warn(`Alerts are not checked: ${reason}.`);

afterAll(stopForwards);

/** Notifications that Alertmanager delivered to the receivers of critical alerts. */
async function delivered(): Promise<number> {
  const sent = "sum(alertmanager_notifications_total) - sum(alertmanager_notifications_failed_total)";
  const [series] = await prometheus.query(sent);
  return Number(series?.value[1] ?? 0);
}

(reason === "" ? test : test.skip)(
  "people are notified when MLflow is stopped, and the alert ends when it runs again",
  async () => {
    const before = await delivered();
    const scale = (replicas: number) =>
      cluster.kubectl(["scale", "deployment/mlflow", `--namespace=${NAMESPACES.mlflow}`, `--replicas=${replicas}`]);
    await scale(0);
    try {
      await until(`${ALERT} fires`, 600, async () =>
        (await prometheus.alerts()).some(({ labels, state }) => labels.alertname === ALERT && state === "firing"),
      );
      await until(`${ALERT} has the receiver critical`, 120, async () => {
        const alert = (await prometheus.notified()).find(({ labels }) => labels.alertname === ALERT);
        return alert?.receivers.some(({ name }) => name === "critical");
      });
      await until("the receiver accepted a notification", 300, async () => (await delivered()) > before);
    } finally {
      await scale(1);
    }
    await until(`${ALERT} ends`, 300, async () =>
      (await prometheus.alerts()).every(({ labels }) => labels.alertname !== ALERT),
    );
  },
  1_400_000,
);
