import type { Resource, ResourceGraph } from "../model";
import { fail, PASS, undecided } from "./outcomes";
import { type PolicyStatement, policyOf } from "./policy-document";
import type { Outcome } from "./rule";

/**
 * Condition keys that tie a statement to known callers. S3's list, and the keys that services set themselves:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const NARROWING = new Set(
  [
    ...["aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:userid"],
    ...["aws:SourceAccount", "aws:SourceArn", "aws:SourceIp", "aws:SourceOrgID", "aws:SourceOrgPaths"],
    ...["aws:SourceOwner", "aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp"],
    ...["kms:CallerAccount", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "sts:ExternalId", "sns:Endpoint"],
  ].map((key) => key.toLowerCase()),
);

/** Operators that a request can satisfy without carrying one of the values. */
const LOOSE_OPERATOR = /not|ifexists|null|forallvalues/i;

/** The statements that grant access to anyone. */
export function openStatements(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return statements.filter(
    ({ effect, principals, conditions }) => effect === "Allow" && principals.includes("*") && !isNarrowed(conditions),
  );
}

function isNarrowed(conditions: PolicyStatement["conditions"]): boolean {
  return Object.entries(conditions).some(
    ([operator, keys]) =>
      !LOOSE_OPERATOR.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          NARROWING.has(key.toLowerCase()) && values.every((value) => value !== "*" && !value.endsWith("/0")),
      ),
  );
}

/**
 * Checks a policy attached to a resource; without a policy nothing is open.
 * @param consequence what anyone can do, after "Anyone can"
 */
export function checkPolicyClosed(
  graph: ResourceGraph,
  resource: Resource,
  path: string,
  consequence: string,
): Outcome[] {
  const statements = policyOf(graph, resource, path);
  if (!statements) return [undecided(path, String(resource.body[path]))];
  const open = openStatements(statements);
  return open.length === 0
    ? [PASS]
    : open.map(({ sid }) => fail(`Anyone can ${consequence}${sid === "" ? "" : ` (statement ${sid})`}.`, path));
}
