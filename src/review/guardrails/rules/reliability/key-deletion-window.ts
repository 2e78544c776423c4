import type { Json } from "../../../model";
import { checkAttribute, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

const DAYS = 30;
const SECONDS = DAYS * 86_400;

const longEnough = (duration: Json) => Number.parseFloat(String(duration)) >= SECONDS;

export const keyDeletionWindow: Rule = {
  id: "key-deletion-window",
  title: "Deleted keys can be restored for 30 days",
  why: "Everything the key encrypted is lost with it, including backups, and it may take days to notice.",
  remedy: "Leave deletion_window_in_days at 30 (AWS) and destroy_scheduled_duration at 2592000s (Google Cloud).",
  severity: "high",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  resourceTypes: ["aws_kms_key", "google_kms_crypto_key"],
  check: (key, { graph }) => [
    key.type === "aws_kms_key"
      ? checkAttribute(
          graph,
          key,
          "deletion_window_in_days",
          (days) => Number(days) >= DAYS,
          (days) => `It is deleted for good after ${String(days)} days.`,
          DAYS,
        )
      : checkAttribute(
          graph,
          key,
          "destroy_scheduled_duration",
          longEnough,
          (duration) => `A destroyed version is lost for good after ${String(duration)}.`,
          `${SECONDS}s`,
        ),
  ],
  examples: {
    pass: { resource: { aws_kms_key: { main: { deletion_window_in_days: 30 } } } },
    fail: { resource: { aws_kms_key: { main: { deletion_window_in_days: 7 } } } },
  },
};
