import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import { type PolicyStatement, policyOf } from "../../policy-document";
import type { Outcome, Rule } from "../../rule";
import { wildcard } from "../../wildcard";

/** https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation */
const ESCALATING = [
  ...["iam:PassRole", "sts:AssumeRole", "iam:UpdateAssumeRolePolicy"],
  ...["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
  ...["iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy"],
  ...["iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:PutRolePolicy"],
  ...["iam:AddUserToGroup", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
];

/** Everything, or everything of one kind: `arn:aws:iam::111111111111:role/*`. */
const ANY_IDENTITY = /^\*$|^arn:aws[\w-]*:iam::[^:]*:(\*|(user|group|role|policy)\/\*)$/;

/** IAM actions are case-insensitive. */
function covers(pattern: string, action: string): boolean {
  return wildcard(pattern.toLowerCase())(action.toLowerCase());
}

/** `*` and `iam:*` are checked by iam-no-wildcard. */
function faultsOf({ sid, actions, resources, conditions }: PolicyStatement): Outcome[] {
  const where = resources.find((resource) => ANY_IDENTITY.test(resource));
  if (where === undefined) return [];
  const bounded = JSON.stringify(conditions);
  return actions
    .filter((action) => action !== "*" && !action.endsWith(":*"))
    .flatMap((action) => {
      const escalating = ESCALATING.find((name) => covers(action, name));
      if (escalating === undefined) return [];
      if (escalating === "iam:PassRole" && bounded.includes("iam:PassedToService")) return [];
      if (/iam:PermissionsBoundary|iam:PolicyARN|aws:ResourceTag|iam:ResourceTag/i.test(bounded)) return [];
      return [fail(`${sid === "" ? "A statement" : `Statement ${sid}`} allows ${action} on ${where}.`, "policy")];
    });
}

export const iamNoPrivilegeEscalation: Rule = {
  id: "iam-no-privilege-escalation",
  title: "IAM policies don't allow privilege escalation",
  why: "Anyone who may pass or change any role can become an administrator with one more request.",
  remedy:
    "List the roles and policies that are needed, or add a condition on iam:PassedToService or a permissions boundary.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  equivalents: { checkov: ["CKV_AWS_286"] },
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
          runner: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111111111111:role/training"}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_iam_role_policy: {
          runner: { policy: '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}' },
        },
      },
    },
  },
};
