import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { merge } from "../../src/constructs/kubernetes/mirror";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import type { EndpointProps, Framework } from "../../src/constructs/serving/endpoint-props";
import { endpointManifest } from "../../src/constructs/serving/model-endpoint";
import { releasePatch } from "../../src/constructs/serving/traffic-split";
import { ENDPOINT } from "../../test/constructs/serving/endpoint-props";

const IMAGE = `registry.example.com/transformer@sha256:${"0".repeat(64)}`;

const LEAST: EndpointProps = { ...ENDPOINT, namespace: "default" };

const MOST: Partial<EndpointProps> = {
  version: "3",
  batching: { maxSize: 32, maxLatencyMillis: 50 },
  payloads: "s3://acme-logs/payloads",
  transformer: IMAGE,
  explainer: IMAGE,
  resources: { cpu: 2.5, memoryGiB: 8, gpus: 1 },
};

const FRAMEWORKS: readonly Framework[] = [
  ...(["sklearn", "xgboost", "lightgbm", "mlflow", "tensorflow", "pytorch", "onnx"] as const),
  ...(["pmml", "paddle", "huggingface"] as const),
];

/** An endpoint merged with its release, as kustomize does. */
function released(props: EndpointProps, trafficPercent = 100): Manifest {
  const version = {
    storageUri: "s3://acme-models/scorer/3",
    provenance: `registry.example.com/p@sha256:${"1".repeat(64)}`,
  };
  const champion = { storageUri: "s3://acme-models/scorer/2" };
  const patch = releasePatch(props, { version, trafficPercent, champion });
  const { apiVersion, kind, metadata } = endpointManifest(props);
  return { ...merge(endpointManifest(props), patch), apiVersion, kind, metadata };
}

/** Endpoints of every kind. */
export function everyEndpoint(): readonly { readonly what: string; readonly manifests: readonly Manifest[] }[] {
  const namespace: Manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACES.seldon } };
  return [
    ...FRAMEWORKS.map((framework) => ({
      what: `an endpoint with ${framework}`,
      manifests: [released({ ...LEAST, framework })],
    })),
    { what: "an endpoint with everything", manifests: [released({ ...LEAST, ...MOST }, 10)] },
    {
      what: "an endpoint in the mode Standard with everything",
      manifests: [released({ ...LEAST, ...MOST, mode: "Standard" })],
    },
    { what: "an endpoint that scales to zero", manifests: [released({ ...LEAST, replicas: { min: 0, max: 1 } })] },
    { what: "an endpoint on Seldon Core", manifests: [namespace, released({ ...LEAST, engine: "seldon-core" })] },
  ];
}
