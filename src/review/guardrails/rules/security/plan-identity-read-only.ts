import type { Resource, ResourceGraph } from "../../../model";
import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import { policyOf } from "../../policy-document";
import { actionsThatDoMore, isReadOnlyPolicy, isReadOnlyRole, permissionsThatDoMore } from "../../read-only";
import type { Outcome, Rule } from "../../rule";

/** What GitHub calls a job of a pull request, and patterns that include it. */
const PULL_REQUEST = /^repo:[^:]+:(pull_request|\*)$|^repo:[^:]*\*$/;
const FROM_PULL_REQUEST = /\/subject\/repo:[^:]+:pull_request$|\/attribute\.repository\//;

export const planIdentityReadOnly: Rule = {
  id: "plan-identity-read-only",
  title: "Identities for pull requests are read-only and can't read secrets",
  why: "A plan runs the pull request's code before anyone has reviewed it: anyone who can push a branch has the permissions of the plan's identity.",
  remedy:
    "Grant only read actions on settings, and read-only access to the state bucket. Leave out AmazonEKSAdminViewPolicy, ReadOnlyAccess and every role on Secrets. Alternatively, trust a GitHub environment with reviewers instead of pull_request.",
  severity: "critical",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.github.com/en/actions/reference/security/secure-use",
  resourceTypes: ["aws_iam_role", "google_service_account_iam_member"],
  check: (resource, { graph }) => {
    const faults = resource.type === "aws_iam_role" ? faultsOfRole(resource, graph) : faultsOfAccount(resource, graph);
    if (!faults) return [];
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: {
      resource: {
        aws_iam_role: { plan: planningRole() },
        aws_iam_role_policy: {
          settings: {
            role: "${aws_iam_role.plan.id}",
            policy: '{"Statement":[{"Effect":"Allow","Action":["ec2:Describe*","s3:GetBucket*"],"Resource":"*"}]}',
          },
        },
        ...planningAccount("roles/compute.viewer"),
      },
    },
    fail: {
      resource: {
        aws_iam_role: { plan: planningRole() },
        aws_iam_role_policy: {
          state: {
            role: "${aws_iam_role.plan.id}",
            policy:
              '{"Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::acme-tfstate/*"}]}',
          },
        },
        aws_eks_access_policy_association: {
          plan: {
            cluster_name: "acme-prod",
            principal_arn: "${aws_iam_role.plan.arn}",
            policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy",
          },
        },
        ...planningAccount("roles/storage.objectUser"),
      },
    },
  },
};

/** @returns `undefined` for a role that no pull request may assume */
function faultsOfRole(role: Resource, graph: ResourceGraph): Outcome[] | undefined {
  const trusted = policyOf(graph, role, "assume_role_policy") ?? [];
  const subjects = trusted
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => Object.values(conditions))
    .flatMap((keys) => Object.entries(keys).flatMap(([key, values]) => (key.endsWith(":sub") ? values : [])));
  if (!subjects.some((subject) => PULL_REQUEST.test(subject))) return undefined;
  return [...faultsOfInline(role, graph), ...faultsOfAttached(role, graph), ...faultsOnClusters(role, graph)];
}

function faultsOfInline(role: Resource, graph: ResourceGraph): Outcome[] {
  const policies = graph.ofType("aws_iam_role_policy").filter((policy) => isFor(graph, policy, "role", role));
  const statements = policies.flatMap((policy) => policyOf(graph, policy, "policy") ?? []);
  const unread = policies.filter((policy) => policyOf(graph, policy, "policy") === undefined);
  return [
    ...actionsThatDoMore(statements).map((action) => fail(`Pull requests may ${action}.`)),
    ...unread.map(({ address, body }) => undecided(address, String(body.policy))),
  ];
}

function faultsOfAttached(role: Resource, graph: ResourceGraph): Outcome[] {
  const attachments = graph
    .ofType("aws_iam_role_policy_attachment")
    .filter((attachment) => isFor(graph, attachment, "role", role));
  return attachments.flatMap((attachment) => {
    const own = graph.references(attachment, "policy_arn").filter(({ type }) => type === "aws_iam_policy");
    if (own.length > 0) {
      const statements = own.flatMap((policy) => policyOf(graph, policy, "policy") ?? []);
      return actionsThatDoMore(statements).map((action) => fail(`Pull requests may ${action}.`));
    }
    const arn = graph.attribute(attachment, "policy_arn");
    if (arn.kind !== "known") return [undecided(attachment.address, String(attachment.body.policy_arn))];
    return isReadOnlyPolicy(String(arn.value)) ? [] : [fail(`Pull requests have ${String(arn.value)}.`)];
  });
}

function faultsOnClusters(role: Resource, graph: ResourceGraph): Outcome[] {
  return graph
    .ofType("aws_eks_access_policy_association")
    .filter((association) => isFor(graph, association, "principal_arn", role))
    .map(({ body }) => String(body.policy_arn).split("/").at(-1) ?? "")
    .filter((policy) => policy !== "AmazonEKSViewPolicy")
    .map((policy) => fail(`Pull requests have ${policy} on a cluster, which reads or writes its Secrets.`));
}

/** @returns `undefined` for a grant that lets no pull request act as the account */
function faultsOfAccount(trust: Resource, graph: ResourceGraph): Outcome[] | undefined {
  const { role, member } = trust.body;
  if (role !== "roles/iam.workloadIdentityUser" || !FROM_PULL_REQUEST.test(String(member))) return undefined;
  const [account] = graph
    .references(trust, "service_account_id")
    .filter(({ type }) => type === "google_service_account");
  if (!account) return [];
  const grants = graph.resources.filter(
    ({ type, mode }) => mode === "managed" && type.startsWith("google_") && type.endsWith("_iam_member"),
  );
  return grants
    .filter((grant) => isFor(graph, grant, "member", account))
    .flatMap((grant) => faultsOfGrant(grant, graph));
}

function faultsOfGrant(grant: Resource, graph: ResourceGraph): Outcome[] {
  const [custom] = graph.references(grant, "role").filter(({ type }) => type === "google_project_iam_custom_role");
  if (custom) {
    const { permissions } = custom.body;
    const names = Array.isArray(permissions) ? permissions.map(String) : [];
    return permissionsThatDoMore(names).map((name) => fail(`Pull requests have the permission ${name}.`));
  }
  const role = graph.attribute(grant, "role");
  if (role.kind !== "known") return [undecided(grant.address, String(grant.body.role))];
  return isReadOnlyRole(String(role.value)) ? [] : [fail(`Pull requests have ${String(role.value)} (${grant.type}).`)];
}

/** Whether an attribute names the identity: by reference, or in another stack by its name. */
function isFor(graph: ResourceGraph, other: Resource, attribute: string, identity: Resource): boolean {
  if (graph.references(other, attribute).includes(identity)) return true;
  const named = graph.attribute(other, attribute);
  if (named.kind !== "known") return false;
  const { name, account_id: account } = identity.body;
  const value = String(named.value);
  if (typeof account === "string") return value.startsWith(`serviceAccount:${account}@`);
  return typeof name === "string" && (value === name || value.endsWith(`:role/${name}`));
}

function planningRole() {
  const subject = "repo:acme/platform:pull_request";
  return {
    name: "acme-ci-plan",
    assume_role_policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": subject } },
        },
      ],
    }),
  };
}

function planningAccount(role: string) {
  return {
    google_service_account: { plan: { account_id: "acme-ci-plan" } },
    google_service_account_iam_member: {
      github: {
        service_account_id: "${google_service_account.plan.name}",
        role: "roles/iam.workloadIdentityUser",
        member:
          "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/subject/repo:acme/platform:pull_request",
      },
    },
    google_project_iam_member: { plan: { role, member: "${google_service_account.plan.member}" } },
  };
}
