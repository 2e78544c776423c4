import { defineEnvironment } from "../../../../src/environment";
import { DELIVERY_DIGEST, REGISTRY } from "../../images";
import { GIT_HOST } from "../../organization/git-server";
import { openOrganization } from "../../organization/organization";

const { git, publicKey } = openOrganization();

/** The profile of a laptop with what canaries need. */
export default defineEnvironment({
  organization: "acme",
  name: "acceptance",
  tier: "dev",
  owner: "ml-platform@example.com",
  costCentre: "ml-1001",
  dataClassification: "internal",
  repository: "acme/ml-platform",
  cloud: {
    provider: "kubernetes",
    ...(process.env.KUBECONFIG !== undefined && { kubeconfig: process.env.KUBECONFIG }),
    context: process.env.ACCEPTANCE_CONTEXT ?? "kind-mlops",
    ...(process.env.ACCEPTANCE_STORAGE_CLASS !== undefined && { storageClass: process.env.ACCEPTANCE_STORAGE_CLASS }),
    gateway: "node-port",
    git: { server: `https://${GIT_HOST}`, certificateAuthority: git.authority },
    registry: { address: REGISTRY },
  },
  waivers: [
    {
      rule: "object-store-static-key",
      resource: "*key*",
      reason: "The cluster has no cloud identities, and its object store is not reachable from outside.",
      owner: "ml-platform@example.com",
      expires: "2027-05-31",
    },
    {
      rule: "state-remote",
      resource: "terraform",
      reason: "The platform is removed after the acceptance.",
      owner: "ml-platform@example.com",
      expires: "2027-05-31",
    },
    {
      rule: "alerts-reach-people",
      resource: "helm_release.kube-prometheus-stack*",
      reason: "No one is on call for the acceptance.",
      owner: "ml-platform@example.com",
      expires: "2027-05-31",
    },
  ],
  platform: {
    domain: "ml.localhost",
    servingMode: "knative",
    components: { "argo-cd": true, "argo-workflows": true, knative: true, pushgateway: true },
    teams: [
      {
        name: "fraud",
        groups: ["fraud-team"],
        members: ["ada@example.com"],
        quota: { cpu: 8, memoryGiB: 16, gpus: 0 },
      },
    ],
  },
  models: {
    deliveryImage: DELIVERY_DIGEST,
    signer: publicKey,
    endpoints: [
      {
        name: "fraud-detection",
        team: "fraud",
        framework: "sklearn",
        resources: { cpu: 0.2, memoryGiB: 0.75 },
        replicas: { min: 1, max: 1 },
        // A load test next to everything else, on a node with two processors.
        slo: { latencyP99: "1s", errorRate: "1%" },
        drift: { reference: "reference.parquet" },
      },
    ],
  },
});
