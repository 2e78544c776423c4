import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { kindOf, manifestOf, objectIn } from "../../kubernetes/manifest";
import { fail, IN_PROD } from "../../outcomes";
import type { Outcome, Rule, Strictness } from "../../rule";

export const meshMutualTls: Rule = {
  id: "mesh-mutual-tls",
  title: "The mesh authenticates both ends with mutual TLS",
  why: "If plain traffic is also accepted, callers without an identity bypass policies that name callers.",
  remedy: "Set mtls.mode = STRICT in production, and verify the other side's certificate everywhere.",
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

/** Permissive mode is for migration, and disabled always fails. An unset mode is inherited. */
function modeFaults(mode: unknown, path: string, strictness: Strictness): Outcome[] {
  if (mode === "DISABLE") return [fail("It disables mutual TLS.", path)];
  return mode === "PERMISSIVE" && strictness === "prod" ? [fail("It also accepts plain traffic.", path)] : [];
}

function originFaults({ mode, insecureSkipVerify }: { readonly [name: string]: unknown }): Outcome[] {
  return [
    ...(mode === "DISABLE" ? [fail("It connects without TLS.", "spec.trafficPolicy.tls.mode")] : []),
    ...(insecureSkipVerify === true
      ? [fail("It accepts any certificate.", "spec.trafficPolicy.tls.insecureSkipVerify")]
      : []),
  ];
}
