import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import type { EndpointProps } from "../../../src/constructs/serving/endpoint-props";
import { endpointManifest, ModelEndpoint } from "../../../src/constructs/serving/model-endpoint";
import { IDENTITY } from "../build-component";
import { synthesizeConstruct } from "../synthesize-construct";
import { ENDPOINT } from "./endpoint-props";

const LEAST: EndpointProps = {
  ...ENDPOINT,
  resources: { cpu: 0.5, memoryGiB: 1, gpus: 0 },
  replicas: { min: 0, max: 3 },
};

describe("on KServe", () => {
  test("the required options give a model format and scaling, but no version", () => {
    const { kind, spec } = endpointManifest(LEAST);
    expect(kind).toBe("InferenceService");
    expect(spec).toMatchObject({
      predictor: {
        serviceAccountName: "model-scorer",
        minReplicas: 0,
        maxReplicas: 3,
        scaleMetric: "concurrency",
        timeout: 60,
        model: {
          modelFormat: { name: "sklearn" },
          resources: { requests: { cpu: "500m", memory: "1024Mi" }, limits: { memory: "1024Mi" } },
        },
      },
    });
    expect(JSON.stringify(spec)).not.toMatch(/storageUri|logger|batcher|canaryTrafficPercent|transformer/);
  });

  test("every option is in the manifest: batching, payload logs, transformer, explainer, GPU", () => {
    const image = `registry.example.com/t@sha256:${"0".repeat(64)}`;
    const { spec } = endpointManifest({
      ...LEAST,
      mode: "Standard",
      storageUri: "s3://acme-models/scorer/1",
      replicas: { min: 2, max: 4 },
      resources: { cpu: 4, memoryGiB: 16, gpus: 1 },
      batching: { maxSize: 8, maxLatencyMillis: 20 },
      payloads: "gs://acme-logs/payloads",
      transformer: image,
      explainer: image,
    });
    expect(spec).toMatchObject({
      predictor: {
        scaleMetric: "cpu",
        nodeSelector: { "mlops/pool": "gpu" },
        batcher: { maxBatchSize: 8, maxLatency: 20 },
        // KServe rejects a storage without path, key or parameters.
        logger: {
          url: "gs://acme-logs/payloads",
          storage: { path: "requests", key: "credentials", parameters: { type: "gs" } },
        },
        model: { storageUri: "s3://acme-models/scorer/1", resources: { limits: { "nvidia.com/gpu": "1" } } },
      },
      // Containers next to the model need no GPU of their own.
      transformer: { containers: [{ image, resources: { limits: { memory: "16384Mi" } } }] },
      explainer: { containers: [{ image }] },
    });
  });

  test("mode Standard doesn't scale to zero", () => {
    expect(() => endpointManifest({ ...LEAST, mode: "Standard" })).toThrow("scorer can't scale to zero");
  });
});

describe("on Seldon Core", () => {
  const seldon: EndpointProps = { ...LEAST, engine: "seldon-core", replicas: { min: 1, max: 2 } };

  test("a model sets the capabilities that its server must have", () => {
    expect(endpointManifest(seldon)).toMatchObject({
      kind: "Model",
      spec: { requirements: ["sklearn"], memory: "1024Mi", minReplicas: 1 },
    });
  });

  test("unsupported options are rejected, all of them at once", () => {
    const everything = {
      ...seldon,
      replicas: { min: 0, max: 1 },
      resources: { cpu: 1, memoryGiB: 1, gpus: 1 },
      payloads: "s3://x/y",
    };
    expect(() => endpointManifest(everything)).toThrow(/Kafka.*needs at least one replica.*GPUs/);
  });

  test("a framework without a server is rejected, with the supported ones", () => {
    expect(() => endpointManifest({ ...seldon, framework: "pmml" })).toThrow(
      "seldon-core has no server for pmml; supported: sklearn, xgboost",
    );
  });
});

test("an endpoint applied by Terraform includes the account that reads its model", () => {
  const { only } = synthesizeConstruct((scope) => {
    new HelmProvider(scope, "helm");
    const { namespace: _, serviceAccount: __, ...props } = LEAST;
    new ModelEndpoint(scope, "endpoint", { ...props, identity: IDENTITY });
  });
  const [values] = only("helm_release").values as string[];
  const { manifests } = JSON.parse(values ?? "");
  expect(manifests.map(({ kind }: { kind: string }) => kind)).toEqual(["ServiceAccount", "InferenceService"]);
  expect(manifests[0].metadata.annotations).toEqual(IDENTITY.annotations);
});
