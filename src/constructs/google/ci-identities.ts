import { IamWorkloadIdentityPool } from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import { ProjectIamCustomRole } from "@cdktf/provider-google/lib/project-iam-custom-role";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { ServiceAccount } from "@cdktf/provider-google/lib/service-account";
import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import { Construct } from "../../framework/terraform";
import type { IBucket } from "./bucket";
import { PLAN_PERMISSIONS } from "./plan-permissions";
import type { Grantee } from "./workload-identity";

export interface CiIdentitiesProps {
  /** Ids of the two service accounts, 6 to 30 characters each. */
  readonly planName: string;
  readonly deployName: string;
  /** Id of the workload identity pool, 4 to 32 characters. */
  readonly poolName: string;
  readonly projectId: string;
  /** GitHub repository, `owner/name`. */
  readonly repository: string;
  /** GitHub environment whose approvals protect the deploying identity. */
  readonly githubEnvironment: string;
  readonly stateBucket: Pick<IBucket, "grantRead" | "grantReadWrite">;
}

/** Permissions for what the foundation and the platform create, per service; never `roles/owner` or `roles/editor`. */
const DEPLOY_ROLES = [
  "roles/artifactregistry.admin",
  "roles/cloudkms.admin",
  "roles/cloudsql.admin",
  "roles/compute.networkAdmin",
  "roles/compute.securityAdmin",
  "roles/container.admin",
  // Granting access to a zone: https://cloud.google.com/dns/docs/zones/iam-per-resource-zones
  "roles/dns.admin",
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountUser",
  "roles/logging.configWriter",
  "roles/resourcemanager.projectIamAdmin",
  "roles/secretmanager.admin",
  "roles/servicenetworking.networksAdmin",
  "roles/serviceusage.serviceUsageAdmin",
  "roles/storage.admin",
];

/** A service account that GitHub Actions impersonates. */
export class CiIdentity extends Construct implements Grantee {
  readonly account: ServiceAccount;

  constructor(
    scope: Construct,
    id: string,
    props: { name: string; projectId: string; description: string; roles: readonly string[] },
  ) {
    super(scope, id);
    this.account = new ServiceAccount(this, "account", {
      accountId: props.name,
      project: props.projectId,
      displayName: props.name,
      description: props.description,
    });
    for (const role of props.roles) {
      new ProjectIamMember(this, role.replace("roles/", ""), { project: props.projectId, role, member: this.member });
    }
  }

  get member(): string {
    return this.account.member;
  }
}

/**
 * Two service accounts that GitHub Actions impersonates through OIDC, without static keys: pull requests may plan, and
 * only jobs that run in the GitHub environment may deploy. The planning account is read-only and cannot read secrets.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */
export class CiIdentities extends Construct {
  readonly plan: CiIdentity;
  readonly deploy: CiIdentity;
  readonly pool: IamWorkloadIdentityPool;
  readonly provider: IamWorkloadIdentityPoolProvider;

  constructor(scope: Construct, id: string, props: CiIdentitiesProps) {
    super(scope, id);
    const { projectId, repository, githubEnvironment } = props;
    this.pool = new IamWorkloadIdentityPool(this, "pool", {
      project: projectId,
      workloadIdentityPoolId: props.poolName,
      displayName: "GitHub Actions",
    });
    this.provider = this.createProvider(props);
    this.plan = new CiIdentity(this, "plan", {
      name: props.planName,
      projectId,
      description: `Plans changes from pull requests of ${repository}; reads settings and the state only`,
      roles: [],
    });
    this.grantSettings(props);
    this.deploy = new CiIdentity(this, "deploy", {
      name: props.deployName,
      projectId,
      description: `Deploys from the GitHub environment ${githubEnvironment} of ${repository}`,
      roles: DEPLOY_ROLES,
    });
    this.admit(this.plan, `repo:${repository}:pull_request`);
    this.admit(this.deploy, `repo:${repository}:environment:${githubEnvironment}`);
    props.stateBucket.grantRead(this.plan);
    props.stateBucket.grantReadWrite(this.deploy);
  }

  /**
   * Anyone who opens a pull request runs their own code with this account, so its permissions are harmless. Google's
   * predefined `viewer` and `securityReviewer` also read logs, ConfigMaps of clusters and images.
   */
  private grantSettings({ planName, projectId }: CiIdentitiesProps): void {
    const role = new ProjectIamCustomRole(this.plan, "settings", {
      project: projectId,
      roleId: planName.replaceAll("-", "_"),
      title: planName,
      description: "Reads the settings of what Terraform manages; no contents",
      permissions: [...PLAN_PERMISSIONS],
    });
    new ProjectIamMember(this.plan, "settings-member", {
      project: projectId,
      role: role.name,
      member: this.plan.member,
    });
  }

  private createProvider({ projectId, repository }: CiIdentitiesProps): IamWorkloadIdentityPoolProvider {
    return new IamWorkloadIdentityPoolProvider(this, "github", {
      project: projectId,
      workloadIdentityPoolId: this.pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: "github",
      oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      attributeMapping: { "google.subject": "assertion.sub", "attribute.repository": "assertion.repository" },
      attributeCondition: `assertion.repository == "${repository}"`,
    });
  }

  private admit(identity: CiIdentity, subject: string): void {
    new ServiceAccountIamMember(identity, "github", {
      serviceAccountId: identity.account.name,
      role: "roles/iam.workloadIdentityUser",
      member: `principal://iam.googleapis.com/${this.pool.name}/subject/${subject}`,
    });
  }
}
