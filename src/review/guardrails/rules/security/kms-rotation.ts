import type { Json } from "../../../model";
import { ALWAYS, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

const YEAR_SECONDS = 31_536_000;

function withinAYear(period: Json): boolean {
  return typeof period === "string" && /^\d+(\.\d+)?s$/.test(period) && Number.parseFloat(period) <= YEAR_SECONDS;
}

export const kmsRotation: Rule = {
  id: "kms-rotation",
  title: "Encryption keys are rotated",
  why: "If a key that was never rotated leaks, all data ever encrypted with it is exposed.",
  remedy: "Set enable_key_rotation = true (AWS) or rotation_period to at most 31536000s (Google Cloud).",
  severity: "medium",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  equivalents: { checkov: ["CKV_AWS_7"], cdkNag: ["AwsSolutions-KMS5"], cis: ["AWS 3.0.0 3.6"] },
  resourceTypes: ["aws_kms_key", "google_kms_crypto_key"],
  check: (key, { graph }) =>
    key.type === "aws_kms_key"
      ? [checkAttribute(graph, key, "enable_key_rotation", isTrue, () => "The key is never rotated.", false)]
      : [
          checkAttribute(
            graph,
            key,
            "rotation_period",
            withinAYear,
            () => "The key is not rotated every year.",
            "never",
          ),
        ],
  examples: {
    pass: { resource: { aws_kms_key: { main: { enable_key_rotation: true } } } },
    fail: { resource: { aws_kms_key: { main: { description: "models" } } } },
  },
};
