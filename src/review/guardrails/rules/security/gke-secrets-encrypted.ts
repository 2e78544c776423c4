import { ALWAYS, checkAttribute } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeSecretsEncrypted: Rule = {
  id: "gke-secrets-encrypted",
  title: "Kubernetes secrets in GKE are encrypted with an own key",
  why: "Whoever reads the control plane's storage reads every password.",
  remedy: "Set database_encryption with state ENCRYPTED and an own key.",
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
      () => "Secrets are not encrypted with an own key.",
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
