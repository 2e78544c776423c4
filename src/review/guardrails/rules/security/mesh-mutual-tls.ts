import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { kindOf, manifestOf, objectIn } from "../../kubernetes/manifest";
import { fail, IN_PROD } from "../../outcomes";
import type { Outcome, Rule, Strictness } from "../../rule";

export const meshMutualTls: Rule = {
  id: "mesh-mutual-tls",
  title: "The mesh asks both ends who they are",
  why: "Where plain traffic is accepted too, policies that name a caller are passed by whoever names none.",
  remedy: "Set mtls.mode = STRICT in production; verify the other side's certificate everywhere.",
  severity: "high",
  area: "security",
  enforcement: IN_PROD,
  link: "https://istio.io/latest/docs/reference/config/security/peer_authentication/",
  resourceTypes: ["kubernetes/PeerAuthentication", "kubernetes/DestinationRule"],
  check: (resource, { strictness }) => {
    const spec = objectIn(manifestOf(resource), "spec");
    const faults =
      kindOf(resource) === "PeerAuthentication"
        ? [
            ...modeFaults(objectIn(spec, "mtls").mode, "spec.mtls.mode", strictness),
            ...Object.entries(objectIn(spec, "portLevelMtls")).flatMap(([port]) =>
              modeFaults(
                objectIn(objectIn(spec, "portLevelMtls"), port).mode,
                `spec.portLevelMtls.${port}`,
                strictness,
              ),
            ),
          ]
        : originFaults(objectIn(objectIn(spec, "trafficPolicy"), "tls"));
    return conclude(resource, faults, "spec");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "security.istio.io/v1",
      kind: "PeerAuthentication",
      metadata: { name: "default", namespace: "istio-system" },
      spec: { mtls: { mode: "STRICT" } },
    }),
    fail: manifestExample({
      apiVersion: "security.istio.io/v1",
      kind: "PeerAuthentication",
      metadata: { name: "default", namespace: "istio-system" },
      spec: { mtls: { mode: "PERMISSIVE" } },
    }),
  },
};

/** Permissive is how a mesh is introduced; off is off. An unset mode is inherited. */
function modeFaults(mode: unknown, path: string, strictness: Strictness): Outcome[] {
  if (mode === "DISABLE") return [fail("It switches mutual TLS off.", path)];
  return mode === "PERMISSIVE" && strictness === "prod" ? [fail("It accepts plain traffic too.", path)] : [];
}

function originFaults({ mode, insecureSkipVerify }: { readonly [name: string]: unknown }): Outcome[] {
  return [
    ...(mode === "DISABLE" ? [fail("It connects without TLS.", "spec.trafficPolicy.tls.mode")] : []),
    ...(insecureSkipVerify === true
      ? [fail("It takes any certificate.", "spec.trafficPolicy.tls.insecureSkipVerify")]
      : []),
  ];
}
