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
    provider: "google",
    projectId: "acme-ml-dev",
    projectNumber: "111111111111",
    billingAccount: "0A1B2C-3D4E5F-607181",
    region: "us-central1",
    zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
    dnsZone: "dev-ml-example-com",
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
    alerts: { critical: { slack: true }, warning: { slack: true } },
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
    deliveryImage: "sha256:103c35b99f74a532ab3054c65f99e3f21475247f69400221c6dd2068d586f02c",
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
