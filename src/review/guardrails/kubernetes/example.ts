import type { JsonObject } from "../../model";

/** Terraform JSON that applies these objects, for the examples of rules. */
export function manifestExample(...manifests: readonly JsonObject[]): JsonObject {
  return {
    resource: {
      kubernetes_manifest: Object.fromEntries(
        manifests.map((manifest, index) => [`example_${index + 1}`, { manifest }]),
      ),
    },
  };
}

/** The same with a deployment of one container. */
export function deploymentExample(container: JsonObject, pod: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return manifestExample(deployment(container, pod, spec));
}

/** A minimal deployment of one container. */
export function deployment(container: JsonObject, pod: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "scorer", namespace: "fraud" },
    spec: {
      selector: { matchLabels: { app: "scorer" } },
      ...spec,
      template: {
        metadata: { labels: { app: "scorer" } },
        spec: { ...pod, containers: [{ name: "scorer", image: "registry.example.com/scorer:1.4.0", ...container }] },
      },
    },
  };
}
