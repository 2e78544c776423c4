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
    provider: "google",
    projectId: "acme-ml-prod",
    projectNumber: "133333333333",
    billingAccount: "0A1B2C-3D4E5F-607183",
    region: "us-central1",
    zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
  },
  network: { cidr: "10.30.0.0/16" },
});
