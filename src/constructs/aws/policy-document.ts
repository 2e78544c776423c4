/** One statement of an IAM policy. All values are strings, so that Terraform tokens inside survive serialization. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect?: "Allow" | "Deny";
  readonly principals?:
    | "*"
    | { readonly type: "AWS" | "Service" | "Federated"; readonly identifiers: readonly string[] };
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** Operator → key → values, e.g. `{ Bool: { "aws:SecureTransport": ["false"] } }`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * The JSON of an IAM policy. Plain JSON instead of a data source, so that a review without credentials can read it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(statementJson) });
}

/** The trust policy of a role that an AWS service assumes. */
export function serviceTrust(service: string, actions: readonly string[] = ["sts:AssumeRole"]): string {
  return policyDocument([{ sid: "Service", principals: { type: "Service", identifiers: [service] }, actions }]);
}

function statementJson(statement: PolicyStatement) {
  const { principals } = statement;
  return {
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    ...(principals && { Principal: principals === "*" ? "*" : { [principals.type]: principals.identifiers } }),
    Action: statement.actions,
    ...(statement.resources && { Resource: statement.resources }),
    ...(statement.notResources && { NotResource: statement.notResources }),
    ...(statement.conditions && { Condition: statement.conditions }),
  };
}
