import { CATALOGUE } from "../../catalogue/catalogue";
import { needsOf } from "../../catalogue/check-components";
import type { ComponentName } from "../../catalogue/component";
import { AwsLoadBalancerController } from "../../constructs/base/aws-load-balancer-controller";
import { CertManager } from "../../constructs/base/cert-manager";
import { Entry } from "../../constructs/base/entry";
import { ExternalDns } from "../../constructs/base/external-dns";
import { ExternalSecrets } from "../../constructs/base/external-secrets";
import { Istio } from "../../constructs/base/istio";
import { Karpenter } from "../../constructs/base/karpenter";
import { Knative } from "../../constructs/base/knative";
import { Kyverno } from "../../constructs/base/kyverno";
import { MetricsServer } from "../../constructs/base/metrics-server";
import { NvidiaDevicePlugin } from "../../constructs/base/nvidia-device-plugin";
import { PrometheusOperatorCrds } from "../../constructs/base/prometheus-operator-crds";
import { Velero } from "../../constructs/base/velero";
import { Databases } from "../../constructs/data/databases";
import { ArgoCd } from "../../constructs/delivery/argo-cd";
import { ArgoWorkflows, MODEL_EVENTS } from "../../constructs/delivery/argo-workflows";
import { Kueue } from "../../constructs/delivery/kueue";
import type { Component, ComponentProps } from "../../constructs/kubernetes/component";
import { KubePrometheusStack } from "../../constructs/observability/kube-prometheus-stack";
import { OpenCost } from "../../constructs/observability/opencost";
import { Pushgateway } from "../../constructs/observability/pushgateway";
import { Airflow } from "../../constructs/pipelines/airflow";
import { Katib } from "../../constructs/pipelines/katib";
import { KubeflowPipelines } from "../../constructs/pipelines/kubeflow-pipelines";
import { KubeflowTrainer } from "../../constructs/pipelines/kubeflow-trainer";
import { Notebooks } from "../../constructs/pipelines/notebooks";
import { PIPELINES_DATABASE } from "../../constructs/pipelines/pipelines-database";
import { Prefect } from "../../constructs/pipelines/prefect";
import { Kserve } from "../../constructs/serving/kserve";
import { SeldonCore } from "../../constructs/serving/seldon-core";
import { Mlflow } from "../../constructs/tracking/mlflow";
import type { Environment, Platform } from "../../environment/environment";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { chosenComponents, needsMysql } from "../chosen-components";
import { POSTGRES_USERS } from "../postgres-users";
import { signaturesOf } from "../signatures";
import { trainedBy } from "../trained-by";
import { allowedImages } from "./allowed-images";
import type { PlatformFacts } from "./cloud-facts";
import { addDvcRemotes } from "./dvc-remotes";
import { karpenterOf } from "./karpenter-pools";
import { monitoringOf } from "./monitoring";
import { addTeams, repositoriesOf } from "./teams";

/** Web interfaces without a sign-on of their own; the entry gateway asks for one. */
const GUARDED: Readonly<Partial<Record<ComponentName, string>>> = {
  mlflow: "mlflow",
  "kubeflow-pipelines": "pipelines",
  katib: "katib",
  notebooks: "notebooks",
  prefect: "prefect",
};

/** Chooses the components of an environment, builds them, and orders them by what they stand on. */
export class PlatformComponents {
  readonly components: ReadonlyMap<ComponentName, Component>;
  private readonly chosen: readonly ComponentName[];
  private readonly common: ComponentProps;
  private readonly signOn;

  constructor(
    private readonly scope: Construct,
    private readonly environment: Environment,
    private readonly platform: Platform,
    private readonly facts: PlatformFacts,
  ) {
    const { mirror, oidc } = platform;
    this.chosen = chosenComponents(environment);
    this.common = { highlyAvailable: environment.tier === "prod", mirror };
    this.signOn = { ...oidc, clientSecretEntry: facts.secretEntry("oidc-client") };
    this.components = new Map(
      this.chosen.flatMap((name) => {
        const component = this.build(name);
        return component ? [[name, component] as const] : [];
      }),
    );
    this.order();
    addTeams(scope, platform.teams, this.components, facts);
    if (this.chosen.includes("dvc")) addDvcRemotes(scope, platform.teams, this.facts);
  }

  private build(name: ComponentName): Component | undefined {
    const builders: Readonly<Record<ComponentName, () => Component | undefined>> = {
      ...this.base(),
      ...this.tools(),
    };
    return builders[name]();
  }

  private base() {
    const { facts, environment, platform } = this;
    const scope = this.scope;
    const common = this.common;
    const { cloud, owner, buckets } = environment;
    return {
      "prometheus-operator-crds": () => new PrometheusOperatorCrds(scope, "prometheus-operator-crds", common),
      "cert-manager": () =>
        new CertManager(scope, "cert-manager", {
          ...common,
          identity: facts.identity("cert-manager"),
          solver: facts.dnsSolver,
          email: owner,
        }),
      istio: () => new Istio(scope, "istio", common),
      entry: () =>
        new Entry(scope, "entry", {
          ...common,
          domain: platform.domain,
          signOn: this.signOn,
          guardedHosts: this.guardedHosts(),
          loadBalancerAnnotations: facts.loadBalancerAnnotations,
        }),
      knative: () => new Knative(scope, "knative", { ...common, domain: platform.domain }),
      "external-dns": () =>
        new ExternalDns(scope, "external-dns", {
          ...common,
          identity: facts.identity("external-dns"),
          provider: cloud.provider,
          domain: platform.domain,
          owner: facts.cluster.name,
        }),
      "aws-load-balancer-controller": () =>
        new AwsLoadBalancerController(scope, "aws-load-balancer-controller", {
          ...common,
          identity: facts.identity("load-balancer"),
          clusterName: facts.cluster.name,
          region: cloud.region,
          vpcId: facts.networkId ?? "",
        }),
      "external-secrets": () =>
        new ExternalSecrets(scope, "external-secrets", {
          ...common,
          identity: facts.identity("external-secrets"),
          provider: facts.secretProvider,
        }),
      "metrics-server": () => new MetricsServer(scope, "metrics-server", common),
      kyverno: () =>
        new Kyverno(scope, "kyverno", {
          ...common,
          allowedRegistries: allowedImages(this.platform.mirror, facts.imageRegistry),
          signatures: signaturesOf(environment, facts.imageRegistry),
          identity: facts.identity("kyverno"),
        }),
      "nvidia-device-plugin": () => new NvidiaDevicePlugin(scope, "nvidia-device-plugin", common),
      karpenter: () => new Karpenter(scope, "karpenter", { ...common, ...karpenterOf(environment, facts) }),
      velero: () =>
        new Velero(scope, "velero", {
          ...common,
          identity: facts.identity("backup"),
          bucket: facts.bucket("backups"),
          plugin: facts.backupPlugin,
          snapshots: facts.snapshots,
          retentionDays: buckets.noncurrentVersionDays,
        }),
    };
  }

  private tools() {
    const { scope, facts, platform, signOn } = this;
    const common = this.common;
    const { domain, servingMode, teams } = platform;
    const web = { ...common, domain };
    const server = facts.database;
    const entry = facts.secretEntry;
    return {
      databases: () =>
        new Databases(scope, "databases", {
          ...common,
          server,
          ...(facts.adminPasswordProperty !== undefined && { adminPasswordProperty: facts.adminPasswordProperty }),
          users: this.chosen.flatMap((name) => POSTGRES_USERS[name] ?? []),
          ...(needsMysql(this.environment) && {
            mysql: { server: facts.pipelinesDatabase, users: [PIPELINES_DATABASE] },
          }),
        }),
      dvc: () => undefined,
      mlflow: () =>
        new Mlflow(scope, "mlflow", {
          ...web,
          identity: facts.identity("mlflow"),
          artifacts: facts.bucket("artifacts"),
          server,
          clients: [
            ...(["airflow", "prefect"] as const).filter((engine) => this.chosen.includes(engine)),
            ...teams.map(({ name }) => name),
          ],
          podCidr: facts.podCidr,
        }),
      "kubeflow-pipelines": () =>
        new KubeflowPipelines(scope, "kubeflow-pipelines", {
          ...web,
          apiServer: facts.identity("pipelines-api"),
          ui: facts.identity("pipelines-ui"),
          server: facts.pipelinesDatabase,
          bucket: facts.bucket("pipelines"),
        }),
      airflow: () =>
        new Airflow(scope, "airflow", {
          ...web,
          identity: facts.identity("airflow"),
          server,
          logs: facts.bucket("logs"),
          signOn,
          dagsRepository: platform.dagsRepository,
          trainsModels: trainedBy(this.environment, "airflow"),
          entries: { fernetKey: entry("airflow-fernet-key"), deployKey: entry("git-deploy-key") },
        }),
      prefect: () => new Prefect(scope, "prefect", { ...web, identity: facts.identity("prefect"), server }),
      "kubeflow-trainer": () => new KubeflowTrainer(scope, "kubeflow-trainer", common),
      katib: () => new Katib(scope, "katib", { ...web, server }),
      notebooks: () =>
        new Notebooks(scope, "notebooks", {
          ...web,
          teams: teams.map(({ name, members = [] }) => ({ name, members })),
        }),
      kserve: () => new Kserve(scope, "kserve", { ...web, mode: servingMode === "knative" ? "Knative" : "Standard" }),
      "seldon-core": () => new SeldonCore(scope, "seldon-core", common),
      "kube-prometheus-stack": () =>
        new KubePrometheusStack(scope, "kube-prometheus-stack", {
          ...web,
          signOn,
          ...monitoringOf(this.environment, platform, facts),
          ...this.events(),
        }),
      pushgateway: () => new Pushgateway(scope, "pushgateway", common),
      opencost: () => new OpenCost(scope, "opencost", { ...common, clusterName: facts.cluster.name }),
      "argo-cd": () =>
        new ArgoCd(scope, "argo-cd", {
          ...web,
          ...this.events(),
          signOn,
          teams,
          repositories: repositoriesOf(this.environment),
        }),
      "argo-workflows": () =>
        new ArgoWorkflows(scope, "argo-workflows", { ...web, signOn, artifacts: facts.bucket("pipelines") }),
      kueue: () =>
        new Kueue(scope, "kueue", { ...common, queues: teams.map(({ name, quota }) => ({ name, ...quota })) }),
    };
  }

  /** Who takes what alerts ask for, and what Argo CD tells. */
  private events(): { readonly events?: string } {
    return this.environment.models ? { events: MODEL_EVENTS } : {};
  }

  private guardedHosts(): string[] {
    return this.chosen.flatMap((name) => {
      const host = GUARDED[name];
      return host === undefined ? [] : [`${host}.${this.platform.domain}`];
    });
  }

  /** Nothing is set up before what it stands on, and nothing goes before what stands on it. */
  private order(): void {
    for (const [name, component] of this.components) {
      const before = [...needsOf(name, this.environment.cloud.provider), ...(CATALOGUE[name].follows ?? [])];
      waitFor(component.first, ...before.flatMap((other) => this.components.get(other)?.last ?? []));
    }
  }
}
