import type { SecretEntry } from "../../contracts";
import type { ClusterDns } from "../../facts/cluster-dns";
import type { Construct } from "../../framework/terraform";
import { NO_BACKUP } from "../kubernetes/backup-labels";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret, generatedPassword } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { CLOUD_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { resources, type Workload } from "../kubernetes/workload";
import { type AlertReceivers, receiverFiles, receiverSecrets } from "./alert-receivers";
import { alertmanagerRoutes } from "./alertmanager-routes";
import { EVENTS_ACCOUNT, eventsAccount } from "./events-account";
import { TRAFFIC_BY_REVISION } from "./traffic-metrics";

export interface KubePrometheusStackProps extends ComponentProps {
  readonly domain: string;
  readonly signOn: {
    readonly authorizationUrl: string;
    readonly tokenUrl: string;
    readonly userinfoUrl: string;
    readonly clientId: string;
    readonly clientSecretEntry: SecretEntry;
    /** Group whose members administer Grafana; everyone else has read access. */
    readonly adminGroup: string;
  };
  /** Whether Grafana is installed, with its dashboards and its web address. @default true */
  readonly grafana?: boolean;
  /** What resolves names on the cluster. @default "coredns" */
  readonly dns?: ClusterDns;
  /** Storage class of the volumes. */
  readonly storageClass: string;
  /** How long metrics are kept, in days. @default 15 */
  readonly retentionDays?: number;
  /** Dashboards by file name without `.json`. */
  readonly dashboards: Readonly<Record<string, JsonObject>>;
  /** Groups of alert rules. */
  readonly rules: readonly JsonObject[];
  /** Name of the environment; label `environment` of every alert. */
  readonly environment: string;
  /** Address that receives actions of alerts as events. @default - alerts trigger no actions */
  readonly events?: string;
  /** Receivers of alerts. @default - none */
  readonly receivers?: AlertReceivers;
}

/**
 * Values of the chart, which monitors CoreDNS on port 9153 by default. kube-dns has its metrics on 10054 and 10055:
 * https://github.com/kubernetes/kubernetes/blob/master/cluster/addons/dns/kube-dns/kube-dns.yaml.in
 */
const DNS_MONITORS: Readonly<Record<ClusterDns, JsonObject>> = {
  coredns: {},
  "kube-dns": { coreDns: { enabled: false }, kubeDns: { enabled: true } },
  unknown: { coreDns: { enabled: false } },
};

/** Name of the chart and of its release, before the names of its parts. */
const RELEASE = "kube-prometheus-stack";

/** Without them no alert is sent: the dead man's switch outside the cluster reports it. */
const ALERTING = { kind: "StatefulSet", alert: "none" } as const;

/** For short-lived containers and daemon sets. */
const SMALL = resources({ cpuMillis: 20, memoryMiB: 64 });

/** For the sidecars that load dashboards and data sources into Grafana. */
const SIDECAR = resources({ cpuMillis: 10, memoryMiB: 128 });

/** Prometheus, Alertmanager and Grafana. https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack */
export class KubePrometheusStack extends Component {
  override readonly endpoint: string | undefined;

  constructor(scope: Construct, id: string, props: KubePrometheusStackProps) {
    super(
      scope,
      id,
      "kube-prometheus-stack",
      {
        name: NAMESPACES.monitoring,
        podSecurity: "baseline",
        admits: [NAMESPACES.entry, NAMESPACES["model-delivery"]],
        webhookPorts: [10250],
      },
      props,
    );
    const { grafana = true } = props;
    const host = `grafana.${props.domain}`;
    this.endpoint = grafana ? `https://${host}` : undefined;
    const prometheus = this.workload(`prometheus-${RELEASE}-prometheus`, {
      ...ALERTING,
      replicas: 2,
      cpuMillis: 300,
      memoryMiB: 3072,
      smallMiB: 1024,
    });
    const alertmanager = this.workload(`alertmanager-${RELEASE}-alertmanager`, {
      ...ALERTING,
      replicas: 3,
      cpuMillis: 20,
      memoryMiB: 128,
    });
    // The operator adds one to each pod of Prometheus and of Alertmanager.
    const reloader = { kind: "container", cpuMillis: 10, memoryMiB: 64 } as const;
    this.workload("prometheus-config-reloader", { ...reloader, replicas: 2 });
    this.workload("alertmanager-config-reloader", { ...reloader, replicas: 3 });
    const operator = this.workload(`${RELEASE}-operator`, { cpuMillis: 50, memoryMiB: 256 });
    // It reads every resource definition for the metric of the traffic: with 2,000 pods it starts with 313 MiB, and
    // with 152 MiB without that metric. On a laptop with 30 pods it has 66 MiB.
    const stateMetrics = this.workload(`${RELEASE}-kube-state-metrics`, {
      // Without its series the alerts on workloads cannot fire, which MetricsMissing says.
      alert: "none",
      cpuMillis: 20,
      memoryMiB: 512,
      smallMiB: 256,
    });
    const nodeExporter = this.daemon({ name: "node-exporter", cpuMillis: 20, memoryMiB: 64 });
    const secrets = [
      ...(grafana ? this.grafanaSecrets(props) : []),
      ...(props.events === undefined ? [] : eventsAccount(EVENTS_ACCOUNT, this.namespace)),
      ...(props.receivers ? receiverSecrets(props.receivers, this.namespace) : []),
    ];
    if (secrets.length > 0) this.apply("grafana-secrets", secrets);
    this.install(
      RELEASE,
      {
        // The definitions are a separate component, which is upgraded.
        crds: { enabled: false },
        // Managed by the cloud, which doesn't expose their metrics.
        kubeControllerManager: { enabled: false },
        kubeEtcd: { enabled: false },
        kubeProxy: { enabled: false },
        kubeScheduler: { enabled: false },
        ...DNS_MONITORS[props.dns ?? "coredns"],
        defaultRules: {
          rules: { etcd: false, kubeControllerManager: false, kubeProxy: false, kubeSchedulerAlerting: false },
        },
        prometheusOperator: {
          resources: resources(operator),
          prometheusConfigReloader: { resources: resources(reloader) },
          admissionWebhooks: { patch: { resources: SMALL } },
        },
        // It reads the node's own files and network; it runs with the other node agents, so that no other namespace has
        // to allow that.
        "prometheus-node-exporter": {
          namespaceOverride: NAMESPACES["kube-system"],
          resources: resources(nodeExporter),
        },
        "kube-state-metrics": {
          resources: resources(stateMetrics),
          // The pool of a node; the dashboards group by it.
          metricLabelsAllowlist: ["nodes=[mlops/pool]"],
          ...TRAFFIC_BY_REVISION,
        },
        prometheus: this.prometheus(prometheus, props),
        alertmanager: this.alertmanager(alertmanager, props),
        grafana: grafana ? this.grafana(host, props) : { enabled: false },
      },
      { timeoutSeconds: 900 },
    );
    this.apply("monitoring", [
      ...(grafana ? [this.grafanaRoute(host), ...this.dashboards(props.dashboards)] : []),
      ...(props.rules.length > 0 ? [this.rules(props.rules)] : []),
    ]);
  }

  private volume(
    size: string,
    { storageClass }: KubePrometheusStackProps,
    labels?: Readonly<Record<string, string>>,
  ): JsonObject {
    return {
      volumeClaimTemplate: {
        ...(labels && { metadata: { labels } }),
        spec: {
          storageClassName: storageClass,
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: size } },
        },
      },
    };
  }

  private prometheus(workload: Workload, props: KubePrometheusStackProps): JsonObject {
    return {
      podDisruptionBudget: { enabled: this.highlyAvailable },
      prometheusSpec: {
        replicas: workload.replicas,
        resources: resources(workload),
        retention: `${props.retentionDays ?? 15}d`,
        externalLabels: { environment: props.environment },
        // Frequently rewritten metrics of a few days: nightly snapshots would cost more than they are worth.
        storageSpec: this.volume("100Gi", props, NO_BACKUP),
        // Every monitor and rule on the cluster, regardless of its origin.
        serviceMonitorSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
      },
    };
  }

  private alertmanager(workload: Workload, props: KubePrometheusStackProps): JsonObject {
    const { events, receivers } = props;
    return {
      podDisruptionBudget: { enabled: this.highlyAvailable },
      alertmanagerSpec: {
        replicas: workload.replicas,
        resources: resources(workload),
        storage: this.volume("5Gi", props),
        ...(events !== undefined && { secrets: [EVENTS_ACCOUNT] }),
        ...(receivers && receiverFiles(receivers)),
      },
      config: alertmanagerRoutes({
        ...(events !== undefined && {
          events,
          credentialsFile: `/etc/alertmanager/secrets/${EVENTS_ACCOUNT}/token`,
        }),
        ...(receivers && { receivers }),
      }),
    };
  }

  private grafanaSecrets({ signOn }: KubePrometheusStackProps): Manifest[] {
    return [
      // Unused for sign-in; Grafana requires one.
      ...generatedPassword("grafana-admin", this.namespace, 32, { username: "admin" }),
      externalSecret({
        name: "grafana-oidc",
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: { GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { entry: signOn.clientSecretEntry } },
      }),
    ];
  }

  private grafanaRoute(host: string): Manifest {
    return route({
      name: "grafana",
      namespace: this.namespace,
      host,
      service: `${RELEASE}-grafana`,
      port: 80,
    });
  }

  private grafana(host: string, props: KubePrometheusStackProps): JsonObject {
    const workload = this.workload(`${RELEASE}-grafana`, { cpuMillis: 100, memoryMiB: 512 });
    const { authorizationUrl, tokenUrl, userinfoUrl, clientId, adminGroup } = props.signOn;
    return {
      resources: resources(workload),
      admin: { existingSecret: "grafana-admin", userKey: "username", passwordKey: "password" },
      envFromSecret: "grafana-oidc",
      persistence: { enabled: true, storageClassName: props.storageClass, size: "10Gi" },
      // A volume attached to one node must be released before another pod can use it.
      deploymentStrategy: { type: "Recreate" },
      initChownData: { enabled: false },
      "grafana.ini": {
        server: { root_url: `https://${host}` },
        auth: { disable_login_form: true },
        "auth.generic_oauth": {
          enabled: true,
          name: "Single sign-on",
          client_id: clientId,
          scopes: "openid profile email groups",
          auth_url: authorizationUrl,
          token_url: tokenUrl,
          api_url: userinfoUrl,
          use_pkce: true,
          role_attribute_path: `contains(groups[*], '${adminGroup}') && 'Admin' || 'Viewer'`,
        },
        analytics: { check_for_updates: false, reporting_enabled: false },
      },
      sidecar: { resources: SIDECAR, dashboards: { enabled: true, searchNamespace: "ALL" } },
    };
  }

  /** One per config map, because a config map holds 1 MiB at most. */
  private dashboards(dashboards: KubePrometheusStackProps["dashboards"]): Manifest[] {
    return Object.entries(dashboards).map(([name, dashboard]) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `dashboard-${name}`, namespace: this.namespace, labels: { grafana_dashboard: "1" } },
      data: { [`${name}.json`]: JSON.stringify(dashboard) },
    }));
  }

  private rules(groups: readonly JsonObject[]): Manifest {
    return {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "platform", namespace: this.namespace },
      spec: { groups: [...groups] },
    };
  }
}
