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
    dnsZone: "prod-ml-example-com",
  },
  network: { cidr: "10.30.0.0/16" },
  waivers: [
    {
      rule: "argo-revision-fixed",
      resource: '*["ApplicationSet/argocd/endpoints"]',
      reason:
        "Model releases are commits to this environment's folder, each approved in a pull request. They contain the exact URI of the version, and signatures are verified at admission.",
      owner: "ml-platform@example.com",
      expires: "2027-10-31",
    },
    {
      rule: "image-digest",
      resource: '*["Deployment/kubeflow/pipelines-gate"]',
      reason:
        "The image belongs to the Kubeflow Pipelines release that Argo CD installs alongside it. That release references all its images by tag, so a digest here alone would not help.",
      owner: "ml-platform@example.com",
      expires: "2027-10-31",
    },
  ],
  platform: {
    domain: "prod.ml.example.com",
    oidc: {
      issuer: "https://login.example.com",
      authorizationUrl: "https://login.example.com/authorize",
      tokenUrl: "https://login.example.com/token",
      userinfoUrl: "https://login.example.com/userinfo",
      clientId: "ml-platform-prod",
      adminGroup: "ml-platform-admins",
    },
    alerts: {
      critical: { pagerduty: "us", slack: true },
      warning: { slack: true },
      heartbeat: true,
    },
    teams: [
      {
        name: "fraud",
        groups: ["fraud-team"],
        members: ["ada@example.com"],
        quota: { cpu: 64, memoryGiB: 256, gpus: 4 },
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
