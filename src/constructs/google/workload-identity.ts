import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { Cluster } from "./cluster";

/** A resource that can be granted permissions: the grant becomes its child. */
export interface Grantee extends Construct {
  /** The identity as an IAM member, e.g. `serviceAccount:…`. */
  readonly member: string;
}

export interface WorkloadIdentityProps {
  /** Id of the Google service account, 6 to 30 characters. */
  readonly name: string;
  /** A cluster of this toolkit, or the name and project of an existing one. */
  readonly cluster: Pick<Cluster, "name" | "projectId">;
  /** Namespace of the Kubernetes service account. */
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * A Google service account that exactly one Kubernetes service account may impersonate: no keys. It has no permissions
 * until it is granted some.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 */
export class WorkloadIdentity extends Construct implements contracts.WorkloadIdentity, Grantee {
  readonly account: ServiceAccount;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly podLabels = {};
  private readonly email: string;

  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    this.namespace = props.namespace;
    this.serviceAccount = props.serviceAccount;
    this.email = `${props.name}@${props.cluster.projectId}.iam.gserviceaccount.com`;
    this.account = new ServiceAccount(this, "account", {
      accountId: props.name,
      project: props.cluster.projectId,
      displayName: `${props.namespace}/${props.serviceAccount} on ${props.cluster.name}`,
    });
    const binding = new ServiceAccountIamMember(this, "binding", {
      serviceAccountId: this.account.name,
      role: "roles/iam.workloadIdentityUser",
      member: `serviceAccount:${props.cluster.projectId}.svc.id.goog[${props.namespace}/${props.serviceAccount}]`,
    });
    // The project's workload pool is created with its first cluster.
    waitFor(binding, props.cluster);
  }

  get annotations(): Readonly<Record<string, string>> {
    return { "iam.gke.io/gcp-service-account": this.email };
  }

  get principal(): string {
    return this.email;
  }

  get member(): string {
    return this.account.member;
  }
}
