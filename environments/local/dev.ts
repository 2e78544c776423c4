import { defineEnvironment } from "../../src/environment";

export default defineEnvironment({
  organization: "acme",
  name: "dev",
  tier: "dev",
  owner: "ml-platform@example.com",
  costCentre: "ml-1001",
  dataClassification: "internal",
  repository: "acme/ml-platform",
  cloud: { provider: "kubernetes", context: "kind-mlops", gateway: "node-port" },
  platform: {
    domain: "ml.localhost",
    teams: [
      {
        name: "fraud",
        groups: ["fraud-team"],
        members: ["ada@example.com"],
        quota: { cpu: 2, memoryGiB: 4, gpus: 0 },
      },
    ],
  },
});
