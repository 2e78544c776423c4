import { checkAttribute, checkPresent, FROM_STAGING, isGiven, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const cacheEncrypted: Rule = {
  id: "cache-encrypted",
  title: "Redis is encrypted and requires authentication",
  why: "A cache without a password exposes features and sessions to everything in the network.",
  remedy:
    "Set at_rest_encryption_enabled, transit_encryption_enabled and auth_token_wo or user_group_ids (ElastiCache), auth_enabled and transit_encryption_mode (Memorystore).",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/encryption.html",
  equivalents: {
    checkov: ["CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_31", "CKV_GCP_95", "CKV_GCP_97"],
    cdkNag: ["AwsSolutions-AEC3", "AwsSolutions-AEC6"],
  },
  resourceTypes: ["aws_elasticache_replication_group", "google_redis_instance"],
  check: (cache, { graph }) => {
    if (cache.type === "google_redis_instance") {
      return [
        checkAttribute(graph, cache, "auth_enabled", isTrue, () => "It requires no password.", false),
        checkAttribute(
          graph,
          cache,
          "transit_encryption_mode",
          (mode) => mode === "SERVER_AUTHENTICATION",
          () => "Connections are not encrypted.",
          "DISABLED",
        ),
      ];
    }
    // Valkey is encrypted by default.
    const byDefault = cache.body.engine === "valkey";
    const identified = ["auth_token", "auth_token_wo", "user_group_ids"].find((path) =>
      isGiven(graph.attribute(cache, path)),
    );
    return [
      checkAttribute(graph, cache, "at_rest_encryption_enabled", isTrue, () => "It is not encrypted.", byDefault),
      checkAttribute(
        graph,
        cache,
        "transit_encryption_enabled",
        isTrue,
        () => "Connections are not encrypted.",
        byDefault,
      ),
      checkPresent(graph, cache, identified ?? "user_group_ids", "It requires no password."),
    ];
  },
  examples: {
    pass: {
      resource: {
        google_redis_instance: { features: { auth_enabled: true, transit_encryption_mode: "SERVER_AUTHENTICATION" } },
      },
    },
    fail: { resource: { google_redis_instance: { features: { memory_size_gb: 1 } } } },
  },
};
