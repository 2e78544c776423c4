import { checkPresent, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

const PATHS: Readonly<Record<string, string>> = {
  aws_sagemaker_domain: "kms_key_id",
  aws_sagemaker_endpoint_configuration: "kms_key_arn",
  aws_sagemaker_notebook_instance: "kms_key_id",
  google_vertex_ai_dataset: "encryption_spec.kms_key_name",
  google_vertex_ai_endpoint: "encryption_spec.kms_key_name",
  google_vertex_ai_featurestore: "encryption_spec.kms_key_name",
  google_vertex_ai_tensorboard: "encryption_spec.kms_key_name",
  google_workbench_instance: "gce_setup.boot_disk.kms_key",
};

export const machineLearningOwnKey: Rule = {
  id: "machine-learning-own-key",
  title: "SageMaker and Vertex AI encrypt with a customer-managed key",
  why: "Notebooks, endpoints and feature stores hold copies of the training data.",
  remedy: "Set kms_key_id or encryption_spec.kms_key_name at creation; most resources can't change it later.",
  severity: "medium",
  area: "security",
  enforcement: IN_PROD,
  link: "https://cloud.google.com/vertex-ai/docs/general/cmek",
  equivalents: {
    checkov: [
      ...["CKV_AWS_22", "CKV_AWS_98", "CKV_AWS_187", "CKV_GCP_92"],
      ...["CKV2_GCP_24", "CKV2_GCP_25", "CKV2_GCP_26", "CKV2_GCP_27"],
    ],
    cdkNag: ["AwsSolutions-SM2"],
  },
  resourceTypes: Object.keys(PATHS),
  check: (service, { graph }) => [
    checkPresent(graph, service, PATHS[service.type] ?? "", "It is encrypted with a provider-managed key."),
  ],
  examples: {
    pass: {
      resource: {
        google_vertex_ai_endpoint: { score: { encryption_spec: { kms_key_name: "${google_kms_crypto_key.main.id}" } } },
      },
    },
    fail: { resource: { google_vertex_ai_endpoint: { score: { display_name: "score" } } } },
  },
};
