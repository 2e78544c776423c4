import { lossOf, stepOf } from "../../change";
import { ALWAYS, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Outcome, Rule } from "../../rule";

/** States that make a key, and the data it encrypted, unusable. */
const DISABLED = [
  { path: "is_enabled", off: false },
  { path: "enabled", off: false },
  { path: "state", off: "DISABLED" },
  { path: "state", off: "DESTROYED" },
] as const;

export const keyKept: Rule = {
  id: "key-kept",
  title: "No plan deletes, replaces or disables an encryption key",
  why: "Everything the key encrypted becomes unreadable: buckets, databases, disks, backups and the state itself.",
  remedy:
    "Keep the key: an unused key costs a dollar a month. If the change is intended, first verify that nothing is encrypted with it.",
  severity: "critical",
  area: "change-safety",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  resourceTypes: [
    "aws_kms_key",
    "aws_kms_external_key",
    "aws_kms_replica_key",
    "aws_kms_replica_external_key",
    "aws_kms_custom_key_store",
    "google_kms_crypto_key",
    "google_kms_crypto_key_version",
  ],
  on: "change",
  check: (key) => {
    if (lossOf(key)) return [fail(goneMessage(key.type, key.change?.before?.deletion_window_in_days))];
    const faults = DISABLED.flatMap(({ path, off }): Outcome[] => {
      const step = stepOf(key, path);
      return step && step.before !== off && step.after === off
        ? [fail("It is disabled: data it encrypted can't be read.", path)]
        : [];
    });
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: planExample({
      type: "aws_kms_key",
      actions: ["update"],
      before: { is_enabled: true, enable_key_rotation: false },
      after: { is_enabled: true, enable_key_rotation: true },
    }),
    fail: planExample({ type: "aws_kms_key", actions: ["delete"], before: { deletion_window_in_days: 7 } }),
  },
};

function goneMessage(type: string, window: unknown): string {
  if (!type.startsWith("aws_kms_")) return "It is destroyed: data it encrypted is lost.";
  return `It is scheduled for deletion in ${typeof window === "number" ? window : 30} days: data it encrypted is lost then.`;
}
