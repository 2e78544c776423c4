import type { Manifest } from "../kubernetes/manifest-bundle";
import { TEAM_LABEL } from "../kubernetes/names";
import { modelsDomain } from "./models-gateway";

const NAME = "platform-hosts";

/**
 * Prevents teams from using the host names of the platform. The entry gateway accepts routes from every namespace, so a
 * team's route for the sign-on's host, or for an interface behind it, would receive the authorization codes and cookies
 * of all users.
 *
 * Below the domain, objects in a team's namespace may only use `<anything>-<namespace>.<domain>`, the form that KServe
 * and Knative give to endpoints, in mode Standard below `models.<domain>`. It is a policy of the API server, because not
 * every profile includes Kyverno.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function platformHosts(domain: string, signOnHost: string, teams: readonly string[] = []): Manifest[] {
  const rule = (apiGroup: string, resource: string) => ({
    apiGroups: [apiGroup],
    apiVersions: ["*"],
    operations: ["CREATE", "UPDATE"],
    resources: [resource],
  });
  const domains = [domain, modelsDomain(domain)];
  const own = domains.map((parent) => `h.endsWith('-' + request.namespace + '.${parent}')`).join(" || ");
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
            rule("gateway.networking.k8s.io", "*"),
          ],
        },
        variables: [{ name: "hosts", expression: HOSTS }],
        validations: [
          {
            expression: `variables.hosts.all(h, !h.contains('*') && h != '${signOnHost}' && (${own} || !('.' + h).endsWith('.${domain}')))`,
            message: `Below ${domain} a team may only use the host names <anything>-<namespace>.${domain} and <anything>-<namespace>.${modelsDomain(domain)}, without wildcards.`,
          },
          ...teams
            .filter((team) => teams.some((other) => team.endsWith(`-${other}`)))
            .map((team) => ofTeam(team, domains)),
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

/**
 * A host such as `scorer-card-fraud` ends with the names of two teams, `card-fraud` and `fraud`. It belongs to the one
 * with the longer name: otherwise a model `scorer-card` of the other would receive its requests.
 */
function ofTeam(team: string, domains: readonly string[]) {
  const isOwn = `request.namespace == '${team}' || request.namespace.endsWith('-${team}')`;
  const others = domains.map((parent) => `!h.endsWith('-${team}.${parent}')`).join(" && ");
  return {
    expression: `${isOwn} || variables.hosts.all(h, ${others})`,
    message: `Host names that end with -${team} belong to the team ${team}. Give the model another name.`,
  };
}

/** An object without hosts matches all of them, and so does a gateway, which no team needs. */
const HOSTS = [
  "object.kind == 'VirtualService' ? (has(object.spec.hosts) ? object.spec.hosts : ['*'])",
  "object.kind in ['HTTPRoute', 'GRPCRoute'] ? (has(object.spec.hostnames) ? object.spec.hostnames : ['*'])",
  "object.kind == 'Ingress' ? (has(object.spec.rules) ? object.spec.rules.map(r, has(r.host) ? r.host : '*') : ['*'])",
  "['*']",
].join(" : ");
