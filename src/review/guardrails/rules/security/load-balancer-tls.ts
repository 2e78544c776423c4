import { blocksOf, isObject, type Resource, type ResourceGraph } from "../../../model";
import { ALWAYS, fail, isTrue, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const PLAIN = "Requests arrive without TLS.";

function judgeListener(listener: Resource, graph: ResourceGraph): Outcome[] {
  const protocol = graph.attribute(listener, "protocol");
  if (protocol.kind === "unknown") return [undecided("protocol", protocol.expression)];
  if (protocol.kind === "absent" || protocol.value !== "HTTP") return [PASS];
  const [balancer] = graph.references(listener, "load_balancer_arn");
  if (balancer && isTrue(balancer.body.internal ?? false)) return [];
  const redirects = graph
    .blocks(listener, "default_action")
    .some(({ redirect }) => blocksOf(redirect).some(({ protocol: to }) => to === "HTTPS"));
  return [redirects ? PASS : fail(PLAIN, "protocol")];
}

function judgeProxy(proxy: Resource, graph: ResourceGraph): Outcome[] {
  const [map] = graph.references(proxy, "url_map");
  if (!map) return [undecided("url_map", String(proxy.body.url_map))];
  const redirect = graph.blocks(map, "default_url_redirect")[0];
  return [isObject(redirect) && isTrue(redirect.https_redirect ?? false) ? PASS : fail(PLAIN, "url_map")];
}

export const loadBalancerTls: Rule = {
  id: "load-balancer-tls",
  title: "Load balancers on the internet use TLS",
  why: "Without TLS, tokens and predictions can be read and changed in transit.",
  remedy: "Use an HTTPS listener with a certificate; let plain HTTP only redirect.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
  equivalents: { checkov: ["CKV_AWS_2", "CKV2_AWS_20", "CKV2_GCP_37", "CKV2_GCP_38"], cis: ["EKS 1.5.0 5.4.5"] },
  resourceTypes: ["aws_lb_listener", "aws_alb_listener", "google_compute_target_http_proxy"],
  check: (listener, { graph }) =>
    listener.type === "google_compute_target_http_proxy" ? judgeProxy(listener, graph) : judgeListener(listener, graph),
  examples: {
    pass: {
      resource: {
        aws_lb_listener: {
          http: {
            protocol: "HTTP",
            default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", status_code: "HTTP_301" } }],
          },
        },
      },
    },
    fail: { resource: { aws_lb_listener: { http: { protocol: "HTTP", default_action: [{ type: "forward" }] } } } },
  },
};
