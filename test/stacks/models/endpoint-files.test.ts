import { endpointFiles } from "../../../src/stacks/models/endpoint-files";
import { shipped } from "../shipped";

test("the files of an endpoint set where it logs and which account it reads with", () => {
  const { platform, models, ...environment } = shipped("google", "prod");
  const [model] = models?.endpoints ?? [];
  if (!platform || !model) throw new Error("prod serves nothing");
  const files = endpointFiles({ ...environment, platform }, model, "4");
  expect(JSON.stringify(files["endpoint.yaml"])).toContain("gs://acme-prod-logs/payloads");
  expect(JSON.stringify(files["endpoint.yaml"])).toContain("model-fraud-detection");
  expect(JSON.stringify(files["release.yaml"])).toContain("gs://acme-prod-models/fraud/fraud-detection/4");
});
