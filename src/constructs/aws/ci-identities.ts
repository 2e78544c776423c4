import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "../../framework/terraform";
import type { IBucket } from "./bucket";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { Role } from "./role";

export interface CiIdentitiesProps {
  /** Names of the two roles, at most 64 characters each. */
  readonly planName: string;
  readonly deployName: string;
  /** First part of the names of all roles and instance profiles that the deploying identity may manage. */
  readonly rolePrefix: string;
  readonly accountId: string;
  /** GitHub repository, `owner/name`. */
  readonly repository: string;
  /** GitHub environment whose approvals guard the deploying identity. */
  readonly githubEnvironment: string;
  /** ARN of the account's OIDC provider for GitHub. @default - created; an account can only have one */
  readonly oidcProviderArn?: string;
  readonly stateBucket: Pick<IBucket, "name" | "grantReadWrite">;
}

const GITHUB = "token.actions.githubusercontent.com";

/** What a plan has no business with: contents, as opposed to settings. */
const CONTENTS = [
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ecr:GetDownloadUrlForLayer",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:StartQuery",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter*",
];

/**
 * Two roles that GitHub Actions assumes by OIDC, with no static key: pull requests may plan, and only jobs that run in
 * the GitHub environment may deploy.
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
    props.stateBucket.grantReadWrite(this.plan);
    props.stateBucket.grantReadWrite(this.deploy);
  }

  private createProvider(): IamOpenidConnectProvider {
    return new IamOpenidConnectProvider(this, "github", {
      url: `https://${GITHUB}`,
      clientIdList: ["sts.amazonaws.com"],
    });
  }

  private createPlanRole(): Role {
    const role = new Role(this, "plan", {
      name: this.props.planName,
      description: `Plans changes from pull requests of ${this.props.repository}; can't read data or change anything`,
      trust: this.trust("pull_request"),
      managedPolicies: ["ReadOnlyAccess"],
    });
    role.allow("settings-only", [
      { sid: "NoContents", effect: "Deny", actions: CONTENTS, resources: ["*"] },
      {
        sid: "NoObjects",
        effect: "Deny",
        actions: ["s3:GetObject*"],
        notResources: [`arn:aws:s3:::${this.props.stateBucket.name}/*`],
      },
    ]);
    return role;
  }

  private createDeployRole(): Role {
    const role = new Role(this, "deploy", {
      name: this.props.deployName,
      description: `Deploys from the GitHub environment ${this.props.githubEnvironment} of ${this.props.repository}`,
      trust: this.trust(`environment:${this.props.githubEnvironment}`),
      // Everything but IAM; IAM follows, for the roles of this environment only.
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
        // Otherwise a deployment could give itself everything; the bootstrap stack is deployed by a person.
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
