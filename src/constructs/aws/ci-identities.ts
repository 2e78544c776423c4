import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "../../framework/terraform";
import type { IBucket } from "./bucket";
import { planStatements } from "./plan-statements";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { Role } from "./role";

export interface CiIdentitiesProps {
  /** Names of the two roles, at most 64 characters each. */
  readonly planName: string;
  readonly deployName: string;
  /** Prefix of the names of the environment's roles, instance profiles and buckets. */
  readonly rolePrefix: string;
  readonly accountId: string;
  /** GitHub repository, `owner/name`. */
  readonly repository: string;
  /** GitHub environment whose approvals protect the deploying identity. */
  readonly githubEnvironment: string;
  /** ARN of the account's OIDC provider for GitHub. @default - created; an account can only have one */
  readonly oidcProviderArn?: string;
  readonly stateBucket: Pick<IBucket, "grantRead" | "grantReadWrite">;
}

const GITHUB = "token.actions.githubusercontent.com";

/**
 * Two roles that GitHub Actions assumes through OIDC, without static keys: pull requests may plan, and only jobs that
 * run in the GitHub environment may deploy. The planning role is read-only and cannot read secrets.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export class CiIdentities extends Construct {
  readonly plan: Role;
  readonly deploy: Role;
  readonly provider: IamOpenidConnectProvider | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CiIdentitiesProps,
  ) {
    super(scope, id);
    this.provider = props.oidcProviderArn === undefined ? this.createProvider() : undefined;
    this.plan = this.createPlanRole();
    this.deploy = this.createDeployRole();
    props.stateBucket.grantRead(this.plan);
    props.stateBucket.grantReadWrite(this.deploy);
  }

  private createProvider(): IamOpenidConnectProvider {
    return new IamOpenidConnectProvider(this, "github", {
      url: `https://${GITHUB}`,
      clientIdList: ["sts.amazonaws.com"],
    });
  }

  /**
   * Anyone who opens a pull request runs their own code with this role, so its permissions are harmless: it reads
   * settings and the state. AWS's managed `ReadOnlyAccess` also reads data and credentials, and includes actions that
   * write.
   */
  private createPlanRole(): Role {
    const role = new Role(this, "plan", {
      name: this.props.planName,
      description: `Plans changes from pull requests of ${this.props.repository}; reads settings and the state only`,
      trust: this.trust("pull_request"),
    });
    role.allow("settings", planStatements(this.props.accountId, this.props.rolePrefix));
    return role;
  }

  private createDeployRole(): Role {
    const role = new Role(this, "deploy", {
      name: this.props.deployName,
      description: `Deploys from the GitHub environment ${this.props.githubEnvironment} of ${this.props.repository}`,
      trust: this.trust(`environment:${this.props.githubEnvironment}`),
      // Everything except IAM; IAM permissions follow, limited to the roles of this environment.
      managedPolicies: ["PowerUserAccess"],
    });
    role.allow("environment-roles", this.manageRoles());
    return role;
  }

  private manageRoles(): PolicyStatement[] {
    const { accountId, rolePrefix, planName, deployName } = this.props;
    const arn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
    const instanceProfiles = `arn:aws:iam::${accountId}:instance-profile/${rolePrefix}-*`;
    return [
      {
        sid: "ManageRoles",
        actions: [
          "iam:AttachRolePolicy",
          "iam:CreateRole",
          "iam:DeleteRole",
          "iam:DeleteRolePolicy",
          "iam:DetachRolePolicy",
          "iam:GetRole",
          "iam:GetRolePolicy",
          "iam:ListAttachedRolePolicies",
          "iam:ListInstanceProfilesForRole",
          "iam:ListRolePolicies",
          "iam:PassRole",
          "iam:PutRolePolicy",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        resources: [arn(`${rolePrefix}-*`)],
      },
      {
        sid: "ManageInstanceProfiles",
        actions: [
          "iam:AddRoleToInstanceProfile",
          "iam:CreateInstanceProfile",
          "iam:DeleteInstanceProfile",
          "iam:GetInstanceProfile",
          "iam:RemoveRoleFromInstanceProfile",
          "iam:TagInstanceProfile",
          "iam:UntagInstanceProfile",
        ],
        resources: [instanceProfiles],
      },
      {
        // Otherwise a deployment could escalate its own permissions; a person deploys the bootstrap stack.
        sid: "NotItself",
        effect: "Deny",
        actions: [
          "iam:AttachRolePolicy",
          "iam:DeleteRole*",
          "iam:DetachRolePolicy",
          "iam:PutRole*",
          "iam:UpdateAssumeRolePolicy",
        ],
        resources: [arn(planName), arn(deployName)],
      },
    ];
  }

  private trust(subject: string): string {
    const identifier = this.provider?.arn ?? this.props.oidcProviderArn ?? "";
    return policyDocument([
      {
        sid: "GitHubActions",
        principals: { type: "Federated", identifiers: [identifier] },
        actions: ["sts:AssumeRoleWithWebIdentity"],
        conditions: {
          StringEquals: {
            [`${GITHUB}:aud`]: ["sts.amazonaws.com"],
            [`${GITHUB}:sub`]: [`repo:${this.props.repository}:${subject}`],
          },
        },
      },
    ]);
  }
}
