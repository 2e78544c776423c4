import type { Manifest } from "../kubernetes/manifest-bundle";
import { TEAM_LABEL } from "../kubernetes/names";

const NAME = "platform-hosts";

/**
 * Keeps the host names of the platform out of the hands of teams. The entry gateway takes routes from every namespace, so a route of a
 * team for the sign-on's host, or for an interface behind it, would receive the codes and cookies of everybody.
 *
 * Of names below the domain, objects in a team's namespace may have `<anything>-<namespace>.<domain>` alone, as KServe and Knative
 * give them to endpoints. A policy of the API server, because not every profile has Kyverno.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function platformHosts(domain: string, signOnHost: string): Manifest[] {
  const rule = (apiGroup: string, resource: string) => ({
    apiGroups: [apiGroup],
    apiVersions: ["*"],
    operations: ["CREATE", "UPDATE"],
    resources: [resource],
  });
  return [
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          namespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] },
          resourceRules: [
            rule("networking.istio.io", "virtualservices"),
            rule("networking.istio.io", "gateways"),
            rule("networking.k8s.io", "ingresses"),
          ],
        },
        variables: [{ name: "hosts", expression: HOSTS }],
        validations: [
          {
            expression: `variables.hosts.all(h, !h.contains('*') && h != '${signOnHost}' && (h.endsWith('-' + request.namespace + '.${domain}') || !('.' + h).endsWith('.${domain}')))`,
            message: `Below ${domain} a team has the names <anything>-<namespace>.${domain} alone, without wildcards.`,
          },
        ],
      },
    },
    {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: NAME },
      spec: { policyName: NAME, validationActions: ["Deny"] },
    },
  ];
}

/** What says nothing of hosts takes all of them, and so does a gateway, which no team needs. */
const HOSTS = [
  "object.kind == 'VirtualService' ? (has(object.spec.hosts) ? object.spec.hosts : ['*'])",
  "object.kind == 'Ingress' ? (has(object.spec.rules) ? object.spec.rules.map(r, has(r.host) ? r.host : '*') : ['*'])",
  "['*']",
].join(" : ");
