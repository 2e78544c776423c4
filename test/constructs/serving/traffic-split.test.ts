import { releasePatch } from "../../../src/constructs/serving/traffic-split";
import { ENDPOINT } from "./endpoint-props";

describe("a release", () => {
  const version = { storageUri: "s3://acme-models/scorer/3", provenance: "registry.example.com/p@sha256:1" };
  const champion = { storageUri: "s3://acme-models/scorer/2" };

  test("contains only the version and its share", () => {
    expect(releasePatch(ENDPOINT, { version, trafficPercent: 10, champion })).toEqual({
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      metadata: {
        name: "scorer",
        namespace: "fraud",
        annotations: { "mlops/provenance": "registry.example.com/p@sha256:1" },
      },
      spec: { predictor: { model: { storageUri: "s3://acme-models/scorer/3" }, canaryTrafficPercent: 10 } },
    });
  });

  test("has no share when the version gets all traffic", () => {
    expect(JSON.stringify(releasePatch(ENDPOINT, { version }))).not.toContain("canaryTrafficPercent");
  });

  test("marks mode Standard: a release needs it to keep the champion serving", () => {
    expect(releasePatch({ ...ENDPOINT, mode: "Standard" }, { version: champion }).metadata).toEqual({
      name: "scorer",
      namespace: "fraud",
      annotations: { "serving.kserve.io/deploymentMode": "Standard" },
    });
  });

  test.each([
    ["with one version only", { version, trafficPercent: 10 }, "to its only version"],
    [
      "between a version and itself",
      { version, trafficPercent: 10, champion: version },
      "with a different storage URI",
    ],
    ["of more than there is", { version, trafficPercent: 101, champion }, "a whole number from 0 to 100"],
  ])("a split %s is rejected", (_, release, message) => {
    expect(() => releasePatch(ENDPOINT, release)).toThrow(message);
  });

  test("a split in mode Standard is rejected", () => {
    const standard = { ...ENDPOINT, mode: "Standard" } as const;
    expect(() => releasePatch(standard, { version, trafficPercent: 10, champion })).toThrow('servingMode: "knative"');
  });
});
