import { defineEnvironment } from "../../src/environment";

export default defineEnvironment({
  organization: "acme",
  name: "dev",
  tier: "dev",
  owner: "ml-platform@example.com",
  costCentre: "ml-1001",
  dataClassification: "internal",
  repository: "acme/ml-platform",
  cloud: {
    provider: "aws",
    accountId: "111111111111",
    region: "us-east-1",
    zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  },
  network: { cidr: "10.10.0.0/16" },
});
