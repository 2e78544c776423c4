import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { type PolicyStatement, serviceTrust } from "./policy-document";
import { type Grantee, Role } from "./role";

export interface WorkloadIdentityProps {
  /** Name of the role, at most 64 characters. */
  readonly name: string;
  /** A cluster of this toolkit, or the name of an existing one; it must run the Pod Identity agent. */
  readonly cluster: Pick<contracts.ClusterAccess, "name">;
  /** Namespace of the service account. */
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * A role that exactly one Kubernetes service account may assume, through EKS Pod Identity: no keys, and no annotations
 * on the service account. It has no permissions until it is granted some.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class WorkloadIdentity extends Construct implements contracts.WorkloadIdentity, Grantee {
  readonly role: Role;
  readonly association: EksPodIdentityAssociation;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly annotations = {};
  readonly podLabels = {};

  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    this.namespace = props.namespace;
    this.serviceAccount = props.serviceAccount;
    this.role = new Role(this, "role", {
      name: props.name,
      description: `Identity of ${props.namespace}/${props.serviceAccount} on cluster ${props.cluster.name}`,
      trust: serviceTrust("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]),
    });
    this.association = new EksPodIdentityAssociation(this, "association", {
      clusterName: props.cluster.name,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: this.role.arn,
      tags: { Name: props.name },
    });
    waitFor(this.association, props.cluster);
  }

  get principal(): string {
    return this.role.arn;
  }

  allow(name: string, statements: readonly PolicyStatement[]): void {
    this.role.allow(name, statements);
  }
}
