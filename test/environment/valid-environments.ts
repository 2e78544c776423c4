import type { CloudInput, KubernetesInput } from "../../src/environment/environment-input";

/** A day on which every version of the tiers is in standard support. */
export const TODAY = "2026-11-01";

/** A minimal environment on AWS. */
export function awsEnvironment(overrides: Partial<CloudInput> = {}): CloudInput {
  return {
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
    },
    network: { cidr: "10.10.0.0/16" },
    ...overrides,
  };
}

/** A minimal environment on Google Cloud. */
export function googleEnvironment(overrides: Partial<CloudInput> = {}): CloudInput {
  return {
    ...awsEnvironment(),
    cloud: {
      provider: "google",
      projectId: "acme-ml-dev",
      projectNumber: "111111111111",
      billingAccount: "0A1B2C-3D4E5F-607182",
      region: "us-central1",
      zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
    },
    ...overrides,
  };
}

/** A minimal environment on a Kubernetes cluster that exists already. */
export function kubernetesEnvironment(overrides: Partial<KubernetesInput> = {}): KubernetesInput {
  const { organization, name, tier, owner, costCentre, dataClassification, repository } = awsEnvironment();
  return {
    ...{ organization, name, tier, owner, costCentre, dataClassification, repository },
    cloud: { provider: "kubernetes", context: "kind-mlops" },
    ...overrides,
  };
}

/** Single sign-on settings for `platform.oidc`. */
export const OIDC = {
  issuer: "https://login.example.com",
  authorizationUrl: "https://login.example.com/authorize",
  tokenUrl: "https://login.example.com/token",
  userinfoUrl: "https://login.example.com/userinfo",
  clientId: "ml",
  adminGroup: "admins",
};
