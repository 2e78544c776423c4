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
  waivers: [
    {
      rule: "object-store-static-key",
      resource: "*key*",
      reason: "A laptop has no cloud identities, and its object store is not reachable from outside.",
      owner: "ml-platform@example.com",
      expires: "2027-05-31",
    },
    {
      rule: "state-remote",
      resource: "terraform",
      reason: "The cluster and its state are on the same laptop, and both are deleted together.",
      owner: "ml-platform@example.com",
      expires: "2027-05-31",
    },
    {
      rule: "alerts-reach-people",
      resource: "helm_release.kube-prometheus-stack*",
      reason: "The person who would be notified sits in front of the laptop.",
      owner: "ml-platform@example.com",
      expires: "2027-05-31",
    },
  ],
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
