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
    dnsZone: "Z01234567DEVDEVDEVDE",
  },
  network: { cidr: "10.10.0.0/16" },
  platform: {
    domain: "dev.ml.example.com",
    oidc: {
      issuer: "https://login.example.com",
      authorizationUrl: "https://login.example.com/authorize",
      tokenUrl: "https://login.example.com/token",
      userinfoUrl: "https://login.example.com/userinfo",
      clientId: "ml-platform-dev",
      adminGroup: "ml-platform-admins",
    },
    teams: [
      {
        name: "fraud",
        groups: ["fraud-team"],
        members: ["ada@example.com"],
        quota: { cpu: 16, memoryGiB: 64, gpus: 1 },
      },
    ],
  },
  models: {
    // Of a build of your own: docs/guides/models.md.
    deliveryImage:
      "111111111111.dkr.ecr.us-east-1.amazonaws.com/acme-dev/model-delivery@sha256:631122e9998d312d606415bc63d81abf210ad2b0099a7073db56ad874c86ce51",
    endpoints: [
      {
        name: "fraud-detection",
        team: "fraud",
        framework: "sklearn",
        slo: { latencyP99: "300ms" },
        drift: { reference: "reference.parquet" },
        retraining: { engine: "kubeflow-pipelines", pipeline: "fraud-detection" },
      },
    ],
  },
});
