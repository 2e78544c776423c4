/** Every component of the platform, for any cluster. They depend on contracts only, not on a cloud. */
export { AwsLoadBalancerController, type AwsLoadBalancerControllerProps } from "./base/aws-load-balancer-controller";
export { CertManager, type CertManagerProps } from "./base/cert-manager";
export { Dex, type DexProps } from "./base/dex";
export { Entry, type EntryProps, type SingleSignOn } from "./base/entry";
export { ExternalDns, type ExternalDnsProps } from "./base/external-dns";
export { ExternalSecrets, type ExternalSecretsProps } from "./base/external-secrets";
export { GatewayApiCrds } from "./base/gateway-api-crds";
export { Istio } from "./base/istio";
export { Karpenter, type KarpenterPool, type KarpenterProps } from "./base/karpenter";
export { Knative, type KnativeProps } from "./base/knative";
export { Kyverno, type KyvernoProps } from "./base/kyverno";
export { MetricsServer } from "./base/metrics-server";
export { NvidiaDevicePlugin } from "./base/nvidia-device-plugin";
export { PrometheusOperatorCrds } from "./base/prometheus-operator-crds";
export { type SignaturePoliciesProps, signedImages } from "./base/signed-images";
export { StorageClass, type StorageClassProps } from "./base/storage-class";
export { Velero, type VeleroProps } from "./base/velero";
export type { DatabaseUser } from "./data/database-user";
export { Databases, type DatabasesProps } from "./data/databases";
export { DvcRemote, type DvcRemoteProps } from "./data/dvc";
export { ArgoCd, type ArgoCdProps } from "./delivery/argo-cd";
export { ArgoWorkflows, type ArgoWorkflowsProps } from "./delivery/argo-workflows";
export { Kueue, type KueueProps, type TeamQueue } from "./delivery/kueue";
export * from "./kubernetes";
export { type DriftJobProps, driftJob } from "./models/drift-job";
export { type EndpointApplicationsProps, endpointApplications } from "./models/endpoint-applications";
export {
  allGates,
  championChallenger,
  codeTests,
  dataValidation,
  type Gate,
  provenanceCheck,
} from "./models/gates/gates";
export { type GatesProps, gatesManifests } from "./models/gates/gates-workflow";
export { type LoadTestProps, loadTest } from "./models/gates/load-test";
export { ModelDelivery, type ModelDeliveryProps } from "./models/model-delivery";
export { ModelOperations, type ModelOperationsProps } from "./models/model-operations";
export { type CanaryQuery, canaryQueries } from "./models/release/canary-queries";
export { CanaryRelease } from "./models/release/canary-release";
export type { CanaryReleaseProps } from "./models/release/canary-release-props";
export type { CanaryTarget } from "./models/release/canary-target";
export type { Retraining, TrainingEngine } from "./models/retraining";
export { signedModels } from "./models/signed-models";
export { type AlertmanagerRoutesProps, alertmanagerRoutes } from "./observability/alertmanager-routes";
export { type Dashboard, dashboardJson, type Panel, type Variable } from "./observability/dashboards/dashboard";
export { MODEL_DASHBOARD } from "./observability/dashboards/model-dashboard";
export { PLATFORM_DASHBOARDS } from "./observability/dashboards/platform-dashboards";
export { KubePrometheusStack, type KubePrometheusStackProps } from "./observability/kube-prometheus-stack";
export type { ModelAlert, ModelRulesProps, Objective } from "./observability/model-alert";
export { modelRules, type Rule } from "./observability/model-rules";
export {
  driftEndpointsOf,
  type HistogramSignalsProps,
  histogramSignals,
  knativeSignals,
  type ModelSignals,
  type Role,
  type Selectors,
  seldonSignals,
  standardSignals,
} from "./observability/model-signals";
export { OpenCost, type OpenCostProps } from "./observability/opencost";
export { type Alert, alertGroup, metricsMissing, PLATFORM_ALERTS } from "./observability/platform-alerts";
export { Pushgateway } from "./observability/pushgateway";
export { COMPONENT_UNAVAILABLE, type Watched, workloadAlerts } from "./observability/workload-alerts";
export { Airflow, type AirflowProps } from "./pipelines/airflow";
export { Katib, type KatibProps } from "./pipelines/katib";
export { KubeflowPipelines, type KubeflowPipelinesProps } from "./pipelines/kubeflow-pipelines";
export { KubeflowTrainer } from "./pipelines/kubeflow-trainer";
export { Notebooks, type NotebooksProps } from "./pipelines/notebooks";
export { PipelinesWorkspace, type PipelinesWorkspaceProps } from "./pipelines/pipelines-workspace";
export { Prefect, type PrefectProps } from "./pipelines/prefect";
export type { EndpointProps, Engine, Framework } from "./serving/endpoint-props";
export { Kserve, type KserveProps } from "./serving/kserve";
export { endpointManifest, ModelEndpoint, type ModelEndpointProps } from "./serving/model-endpoint";
export { SeldonCore } from "./serving/seldon-core";
export { type Release, releasePatch, type Version } from "./serving/traffic-split";
export { Mlflow, type MlflowProps } from "./tracking/mlflow";
