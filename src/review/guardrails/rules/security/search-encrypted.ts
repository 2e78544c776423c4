import { ALWAYS, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const searchEncrypted: Rule = {
  id: "search-encrypted",
  title: "OpenSearch is encrypted at rest and in transit",
  why: "Indices contain copies of their source data, and nodes exchange it over the network.",
  remedy: "Enable encrypt_at_rest and node_to_node_encryption; require Policy-Min-TLS-1-2-2019-07 or newer.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
  equivalents: {
    checkov: ["CKV_AWS_5", "CKV_AWS_6", "CKV_AWS_83", "CKV_AWS_228"],
    cdkNag: ["AwsSolutions-OS2", "AwsSolutions-OS8"],
  },
  resourceTypes: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
  check: (domain, { graph }) => [
    checkAttribute(graph, domain, "encrypt_at_rest.enabled", isTrue, () => "Indices are not encrypted.", false),
    checkAttribute(
      graph,
      domain,
      "node_to_node_encryption.enabled",
      isTrue,
      () => "Traffic between nodes is not encrypted.",
      false,
    ),
    checkAttribute(
      graph,
      domain,
      "domain_endpoint_options.enforce_https",
      isTrue,
      () => "Requests without TLS are accepted.",
      true,
    ),
    checkAttribute(
      graph,
      domain,
      "domain_endpoint_options.tls_security_policy",
      (policy) => /^Policy-Min-TLS-1-[23]/.test(String(policy)),
      (policy) => (policy === "" ? "No TLS policy is set." : `${String(policy)} accepts TLS 1.0.`),
      "",
    ),
  ],
  examples: {
    pass: {
      resource: {
        aws_opensearch_domain: {
          features: {
            encrypt_at_rest: { enabled: true },
            node_to_node_encryption: { enabled: true },
            domain_endpoint_options: { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-2-PFS-2023-10" },
          },
        },
      },
    },
    fail: { resource: { aws_opensearch_domain: { features: { domain_name: "features" } } } },
  },
};
