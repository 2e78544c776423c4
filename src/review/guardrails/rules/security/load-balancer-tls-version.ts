import type { Resource, ResourceGraph } from "../../../model";
import { ALWAYS, checkAttribute, checkPresent } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Policies from TLS 1.2 on: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const MODERN = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

function judgeListener(listener: Resource, graph: ResourceGraph): Outcome[] {
  const protocol = graph.attribute(listener, "protocol");
  if (protocol.kind !== "known" || (protocol.value !== "HTTPS" && protocol.value !== "TLS")) return [];
  return [
    checkAttribute(
      graph,
      listener,
      "ssl_policy",
      (policy) => MODERN.test(String(policy)),
      (policy) => `${String(policy)} accepts versions before TLS 1.2.`,
      "ELBSecurityPolicy-2016-08",
    ),
  ];
}

export const loadBalancerTlsVersion: Rule = {
  id: "load-balancer-tls-version",
  title: "Load balancers require TLS 1.2 or newer",
  why: "TLS 1.0 and 1.1 are broken, and browsers no longer support them.",
  remedy: "Set ssl_policy to ELBSecurityPolicy-TLS13-1-2-2021-06, or a google_compute_ssl_policy with TLS_1_2.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",
  equivalents: {
    checkov: ["CKV_AWS_103", "CKV2_AWS_74", "CKV_GCP_4"],
    cis: ["GCP 3.0.0 3.9"],
  },
  resourceTypes: [
    "aws_lb_listener",
    "aws_alb_listener",
    "google_compute_ssl_policy",
    "google_compute_target_https_proxy",
    "google_compute_target_ssl_proxy",
  ],
  check: (listener, { graph }) => {
    if (listener.type.startsWith("aws_")) return judgeListener(listener, graph);
    return listener.type === "google_compute_ssl_policy"
      ? [
          checkAttribute(
            graph,
            listener,
            "min_tls_version",
            (version) => version === "TLS_1_2" || version === "TLS_1_3",
            (version) => `${String(version)} is accepted.`,
            "TLS_1_0",
          ),
        ]
      : [checkPresent(graph, listener, "ssl_policy", "Without a policy TLS 1.0 is accepted.")];
  },
  examples: {
    pass: {
      resource: {
        aws_lb_listener: { https: { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" } },
      },
    },
    fail: { resource: { aws_lb_listener: { https: { protocol: "HTTPS" } } } },
  },
};
