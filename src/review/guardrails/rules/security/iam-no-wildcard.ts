import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import { type PolicyStatement, policyOf } from "../../policy-document";
import type { Outcome, Rule } from "../../rule";

/** Actions without resource-level permissions, which can only be allowed on "*". */
const RESOURCELESS =
  /^(ecr:GetAuthorizationToken|ec2:Describe[\w*]*|elasticloadbalancing:Describe[\w*]*|kms:ListAliases|route53:ListHostedZones(ByName)?|pricing:GetProducts|iam:ListInstanceProfiles|sts:GetCallerIdentity|s3:ListAllMyBuckets|cloudwatch:PutMetricData)$/;

function faultsOf({ sid, actions, resources, isInverted }: PolicyStatement): Outcome[] {
  const where = sid === "" ? "A statement" : `Statement ${sid}`;
  if (isInverted) return [fail(`${where} allows everything except the actions it lists.`, "policy")];
  const wild = actions.filter((action) => action === "*" || action.endsWith(":*"));
  const faults = wild.map((action) => fail(`${where} allows ${action}.`, "policy"));
  const everywhere = resources.includes("*") && !actions.every((action) => RESOURCELESS.test(action));
  return everywhere ? [...faults, fail(`${where} applies to every resource.`, "policy")] : faults;
}

export const iamNoWildcard: Rule = {
  id: "iam-no-wildcard",
  title: "IAM policies list their actions and resources",
  why: "A permission on everything can't be reviewed; if it is stolen, the whole account is lost.",
  remedy: "List the actions and ARNs that are needed.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  equivalents: {
    checkov: ["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_355", "CKV2_AWS_40"],
    cdkNag: ["AwsSolutions-IAM5"],
    cis: ["AWS 3.0.0 1.16"],
  },
  resourceTypes: ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"],
  check: (policy, { graph }) => {
    const statements = policyOf(graph, policy, "policy");
    if (!statements) return [undecided("policy", String(policy.body.policy))];
    const faults = statements.filter(({ effect }) => effect === "Allow").flatMap(faultsOf);
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: {
      resource: {
        aws_iam_role_policy: {
          read: {
            policy: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_iam_role_policy: { all: { policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' } },
      },
    },
  },
};
