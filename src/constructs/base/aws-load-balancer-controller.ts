import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { NAMESPACES } from "../kubernetes/names";
import { resources, SECCOMP } from "../kubernetes/workload";

export interface AwsLoadBalancerControllerProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
}

/** Creates load balancers for services on EKS; it must outlive every service that has one. */
export class AwsLoadBalancerController extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: AwsLoadBalancerControllerProps) {
    super(scope, id, "aws-load-balancer-controller", { existing: NAMESPACES["kube-system"] }, props);
    this.identity = props.identity;
    const controller = this.workload("aws-load-balancer-controller", { replicas: 2, cpuMillis: 50, memoryMiB: 192 });
    // With cert-manager the chart generates no key of its own, which would end up in Terraform's state.
    this.define("aws-load-balancer-controller", { clusterName: props.clusterName, enableCertManager: true });
    this.install(
      "aws-load-balancer-controller",
      {
        clusterName: props.clusterName,
        region: props.region,
        vpcId: props.vpcId,
        replicaCount: controller.replicas,
        resources: resources(controller),
        ...this.spread({ "app.kubernetes.io/name": "aws-load-balancer-controller" }),
        podSecurityContext: SECCOMP,
        securityContext: { capabilities: { drop: ["ALL"] } },
        ...(this.highlyAvailable && { podDisruptionBudget: { maxUnavailable: 1 } }),
        serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
        serviceMonitor: { enabled: true },
        // It would block the creation of every service on the cluster while it isn't ready.
        enableServiceMutatorWebhook: false,
        // Istio serves the Gateway API. The controller would look for definitions of another version.
        controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
      },
      { skipCrds: true },
    );
  }
}
