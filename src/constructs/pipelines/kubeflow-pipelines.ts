import { CATALOGUE } from "../../catalogue/catalogue";
import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { mirroredImage } from "../kubernetes/mirror";
import { podMonitor } from "../kubernetes/monitor";
import { NAMESPACES } from "../kubernetes/names";
import { pipelinesApplication } from "./pipelines-application";
import { databaseSecret } from "./pipelines-database";
import { GATE, pipelinesGate } from "./pipelines-gate";
import { API_SERVER, pipelinesNetwork, SCHEDULER } from "./pipelines-network";
import { pipelinesPage } from "./pipelines-page";

export interface KubeflowPipelinesProps extends ComponentProps {
  /** Identity of the API server, which reads objects of older versions from the bucket. */
  readonly apiServer: contracts.WorkloadIdentity;
  /** Identity of the web interface, which shows artifacts. */
  readonly ui: contracts.WorkloadIdentity;
  readonly server: contracts.MysqlDatabase;
  readonly bucket: contracts.ObjectStore;
  /** Domain of all web interfaces; the sign-on of the entry gateway authenticates users. */
  readonly domain: string;
}

/**
 * Kubeflow Pipelines for several teams: each runs in its own namespace, which `PipelinesWorkspace` sets up. It stores
 * no data on the cluster: metadata is on its own MySQL server, artifacts are in the platform's bucket, accessed without
 * keys, and the platform's Argo Workflows runs the steps.
 */
export class KubeflowPipelines extends Component {
  override readonly identity: contracts.WorkloadIdentity;
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: KubeflowPipelinesProps) {
    super(scope, id, "kubeflow-pipelines", { name: NAMESPACES.kubeflow }, props);
    this.identity = props.apiServer;
    const host = `pipelines.${props.domain}`;
    this.endpoint = `https://${host}`;
    const { namespace } = this;
    const part = (name: string) => this.workload(name, { cpuMillis: 100, memoryMiB: 256 });
    const servers = [
      // 211 MiB while 6 clients upload pipelines. Its alert is PipelinesUnavailable.
      this.workload("ml-pipeline", { alert: "own", cpuMillis: 100, memoryMiB: 384 }),
      ...["ml-pipeline-persistenceagent", "ml-pipeline-scheduledworkflow", "ml-pipeline-ui"].map(part),
    ];
    const metadata = ["metadata-grpc-deployment", "metadata-envoy-deployment"].map(part);
    const gate = this.workload(GATE, { replicas: 2, cpuMillis: 50, memoryMiB: 128 });
    this.apply("pipelines-secrets", [databaseSecret(namespace, props.server), ...pipelinesNetwork(namespace)]);
    this.apply(
      "kubeflow-pipelines",
      [pipelinesApplication({ ...props, namespace, mirror: this.mirror, servers, metadata })],
      NAMESPACES["argo-cd"],
    );
    this.apply("pipelines-entry", [
      pipelinesPage({ namespace, host }),
      ...pipelinesGate({ namespace, workload: gate, image: mirroredImage(ENVOY, this.mirror) }),
      this.monitor("ml-pipeline", API_SERVER),
      this.monitor("ml-pipeline-scheduledworkflow", SCHEDULER),
    ]);
  }

  private monitor(
    name: string,
    { labels, port }: { readonly labels: { readonly app: string }; readonly port: number },
  ) {
    return podMonitor({ name, namespace: this.namespace, label: ["app", labels.app], port });
  }
}

/** Envoy, as Kubeflow Pipelines itself ships it. */
const ENVOY = `ghcr.io/kubeflow/kfp-metadata-envoy:${CATALOGUE["kubeflow-pipelines"].version}`;
