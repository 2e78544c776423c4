import { ALWAYS, checkAttribute } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeSecretsEncrypted: Rule = {
  id: "gke-secrets-encrypted",
  title: "Kubernetes secrets in GKE are encrypted with a customer-managed key",
  why: "Anyone who reads the control plane's storage reads every password.",
  remedy: "Set database_encryption with state ENCRYPTED and a customer-managed key.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets",
  equivalents: { cis: ["GKE 1.6.0 5.3.1"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkAttribute(
      graph,
      cluster,
      "database_encryption.state",
      (state) => state === "ENCRYPTED",
      () => "Secrets are not encrypted with a customer-managed key.",
      "DECRYPTED",
    ),
  ],
  examples: {
    pass: {
      resource: {
        google_container_cluster: {
          main: { database_encryption: { state: "ENCRYPTED", key_name: "${google_kms_crypto_key.main.id}" } },
        },
      },
    },
    fail: { resource: { google_container_cluster: { main: { name: "main" } } } },
  },
};
