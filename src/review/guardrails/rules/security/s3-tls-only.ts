import { companions } from "../../companion";
import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import { type PolicyStatement, policyOf } from "../../policy-document";
import type { Rule } from "../../rule";

function deniesPlainHttp({ effect, conditions }: PolicyStatement): boolean {
  return effect === "Deny" && conditions.Bool?.["aws:SecureTransport"]?.includes("false") === true;
}

export const s3TlsOnly: Rule = {
  id: "s3-tls-only",
  title: "S3 buckets refuse requests without TLS",
  why: "Credentials and data sent over plain HTTP can be read and changed in transit.",
  remedy: "Add a bucket policy that denies s3:* when aws:SecureTransport is false.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  equivalents: { checkov: ["CKV_AWS_379"], cdkNag: ["AwsSolutions-S10"], cis: ["AWS 3.0.0 2.1.1"] },
  resourceTypes: ["aws_s3_bucket"],
  check: (bucket, { graph }) => {
    const policies = companions(graph, bucket, "aws_s3_bucket_policy", "bucket");
    const statements = policies.map((policy) => policyOf(graph, policy, "policy"));
    if (statements.some((list) => list?.some(deniesPlainHttp))) return [PASS];
    const hidden = policies.find((_, index) => statements[index] === undefined);
    return [
      hidden ? undecided("policy", String(hidden.body.policy)) : fail("No bucket policy denies requests without TLS."),
    ];
  },
  examples: {
    pass: {
      resource: {
        aws_s3_bucket: { models: { bucket: "acme-models" } },
        aws_s3_bucket_policy: {
          models: {
            bucket: "${aws_s3_bucket.models.id}",
            policy:
              '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
          },
        },
      },
    },
    fail: { resource: { aws_s3_bucket: { models: { bucket: "acme-models" } } } },
  },
};
