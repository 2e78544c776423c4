import { defineEnvironment } from "../../src/environment";

export default defineEnvironment({
  organization: "acme",
  name: "prod",
  tier: "prod",
  owner: "ml-platform@example.com",
  costCentre: "ml-1001",
  dataClassification: "confidential",
  repository: "acme/ml-platform",
  cloud: {
    provider: "aws",
    accountId: "333333333333",
    region: "us-east-1",
    zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  },
  network: { cidr: "10.30.0.0/16" },
});
