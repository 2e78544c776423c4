import type { JsonObject, Resource } from "../../../model";
import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { groupOf, kindOf, manifestOf, objectIn, objectsIn, typesOfKinds } from "../../kubernetes/manifest";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Istio's names for plaintext protocols. */
const PLAIN = new Set(["HTTP", "HTTP2", "GRPC"]);

const OLD_VERSIONS = new Set(["TLSV1_0", "TLSV1_1"]);

export const gatewayTls: Rule = {
  id: "gateway-tls",
  title: "Traffic into the cluster uses TLS",
  why: "Without TLS, logins, tokens and predictions can be read and changed in transit.",
  remedy: "Add tls to the Ingress, a certificate to the gateway's servers or listeners, and a redirect on port 80.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings",
  resourceTypes: typesOfKinds("Ingress", "Gateway"),
  check: (resource) => {
    const spec = objectIn(manifestOf(resource), "spec");
    const faults = faultsOf(resource, spec);
    return conclude(resource, faults, "spec.servers", "spec.listeners", "spec.tls");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name: "entry", namespace: "entry" },
      spec: {
        servers: [
          {
            port: { number: 80, protocol: "HTTP", name: "http" },
            hosts: ["*.example.com"],
            tls: { httpsRedirect: true },
          },
          {
            port: { number: 443, protocol: "HTTPS", name: "https" },
            hosts: ["*.example.com"],
            tls: { mode: "SIMPLE", credentialName: "certificate" },
          },
        ],
      },
    }),
    fail: manifestExample({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { rules: [{ host: "scorer.example.com" }] },
    }),
  },
};

function faultsOf(resource: Resource, spec: JsonObject): Outcome[] {
  if (kindOf(resource) === "Ingress")
    return objectsIn(spec, "tls").length > 0 ? [] : [fail("It serves traffic without TLS.", "spec.tls")];
  return groupOf(resource) === "networking.istio.io"
    ? objectsIn(spec, "servers").flatMap(serverFaults)
    : listenerFaults(objectsIn(spec, "listeners"));
}

function serverFaults(server: JsonObject, index: number): Outcome[] {
  const { protocol, number } = objectIn(server, "port");
  const tls = objectIn(server, "tls");
  if (OLD_VERSIONS.has(String(tls.minProtocolVersion)))
    return [fail(`Port ${String(number)} accepts ${String(tls.minProtocolVersion)}.`, `spec.servers.${index}.tls`)];
  return PLAIN.has(String(protocol)) && tls.httpsRedirect !== true
    ? [fail(`Port ${String(number)} serves traffic without TLS.`, `spec.servers.${index}.tls`)]
    : [];
}

/** A route redirects from the plain listener, so a gateway with both passes. */
function listenerFaults(listeners: readonly JsonObject[]): Outcome[] {
  const isSecure = ({ protocol }: JsonObject) => protocol === "HTTPS" || protocol === "TLS";
  return listeners.some(isSecure)
    ? []
    : listeners
        .filter(({ protocol }) => protocol === "HTTP")
        .map(({ port }) => fail(`Port ${String(port)} serves traffic without TLS.`, "spec.listeners"));
}
