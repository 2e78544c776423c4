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
    deliveryImage:
      "us-central1-docker.pkg.dev/acme-ml-staging/acme-staging/model-delivery@sha256:e5ad6519bd576fb8d698b66287f3bbe4c88a751b774512e54de30c5e29364e51",
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
