import { ALWAYS, checkAttribute, fail, isGiven, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const functionClosed: Rule = {
  id: "function-closed",
  title: "Functions can't be invoked by everyone",
  why: "A function runs with its role on behalf of every caller, and every invocation is billed.",
  remedy: 'Set authorization_type = "AWS_IAM", and set principal together with source_arn or source_account.',
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
  equivalents: { checkov: ["CKV_AWS_258", "CKV_AWS_301"] },
  resourceTypes: ["aws_lambda_function_url", "aws_lambda_permission"],
  check: (access, { graph }) => {
    if (access.type === "aws_lambda_function_url") {
      return [
        checkAttribute(
          graph,
          access,
          "authorization_type",
          (type) => type === "AWS_IAM",
          () => "Anyone on the internet can invoke the function.",
          "NONE",
        ),
      ];
    }
    const narrowed = ["source_arn", "source_account", "principal_org_id"].some((path) =>
      isGiven(graph.attribute(access, path)),
    );
    return [access.body.principal === "*" && !narrowed ? fail("Anyone can invoke the function.", "principal") : PASS];
  },
  examples: {
    pass: { resource: { aws_lambda_function_url: { score: { authorization_type: "AWS_IAM" } } } },
    fail: { resource: { aws_lambda_function_url: { score: { authorization_type: "NONE" } } } },
  },
};
