import { TIER_NAMES } from "../../../facts/tier";
import { textFrom } from "../../model";
import type { Suggestion } from "./suggestion";

export const coldStorage: Suggestion = {
  id: "cold-storage",
  title: "Move old objects to a cheaper class",
  caution: "Reads from that class are billed per GB, and objects are billed for at least a month.",
  tiers: TIER_NAMES,
  change:
    () =>
    ({ type, body }) => {
      if (type === "aws_s3_bucket") {
        return {
          ...body,
          lifecycle_rule: [{ enabled: true, transition: [{ days: 30, storage_class: "STANDARD_IA" }] }],
        };
      }
      if (type !== "google_storage_bucket" || !/^STANDARD$/i.test(textFrom(body.storage_class ?? "STANDARD")))
        return undefined;
      const rules = Array.isArray(body.lifecycle_rule) ? body.lifecycle_rule : [];
      return {
        ...body,
        lifecycle_rule: [
          ...rules,
          { action: [{ type: "SetStorageClass", storage_class: "NEARLINE" }], condition: [{ age: 30 }] },
        ],
      };
    },
};
