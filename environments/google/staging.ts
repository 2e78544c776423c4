import { defineEnvironment } from "../../src/environment";

export default defineEnvironment({
  organization: "acme",
  name: "staging",
  tier: "staging",
  owner: "ml-platform@example.com",
  costCentre: "ml-1001",
  dataClassification: "confidential",
  repository: "acme/ml-platform",
  cloud: {
    provider: "google",
    projectId: "acme-ml-staging",
    projectNumber: "122222222222",
    billingAccount: "0A1B2C-3D4E5F-607182",
    region: "us-central1",
    zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
    dnsZone: "staging-ml-example-com",
  },
  network: { cidr: "10.20.0.0/16" },
  platform: {
    domain: "staging.ml.example.com",
    oidc: {
      issuer: "https://login.example.com",
      authorizationUrl: "https://login.example.com/authorize",
      tokenUrl: "https://login.example.com/token",
      userinfoUrl: "https://login.example.com/userinfo",
      clientId: "ml-platform-staging",
      adminGroup: "ml-platform-admins",
    },
    alerts: { critical: { slack: true }, warning: { slack: true } },
    teams: [
      {
        name: "fraud",
        groups: ["fraud-team"],
        members: ["ada@example.com"],
        quota: { cpu: 32, memoryGiB: 128, gpus: 2 },
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
