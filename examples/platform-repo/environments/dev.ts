import { defineEnvironment } from "mlops-constructs";

export default defineEnvironment({
  organization: "acme",
  name: "sandbox",
  tier: "dev",
  owner: "features@example.com",
  costCentre: "ml-2002",
  dataClassification: "internal",
  repository: "acme/features",
  state: "local",
  cloud: {
    provider: "aws",
    accountId: "111111111111",
    region: "us-east-1",
    zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  },
  network: { cidr: "10.70.0.0/16" },
});
