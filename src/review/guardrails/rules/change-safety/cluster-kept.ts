import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const clusterKept: Rule = {
  id: "cluster-kept",
  title: "No plan deletes or replaces a cluster",
  why: "It deletes every workload, volume claim and custom resource, and models are unavailable until everything is installed again.",
  remedy:
    "Revert the change that forces replacement; if it is intended, build the new cluster alongside the old one, migrate, and delete the old one in a separate plan.",
  severity: "critical",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html",
  resourceTypes: [
    "aws_eks_cluster",
    "aws_ecs_cluster",
    "aws_emr_cluster",
    "google_container_cluster",
    "google_dataproc_cluster",
  ],
  on: "change",
  check: (cluster) => checkKept(cluster, "Everything that runs on it is deleted."),
  examples: {
    pass: planExample({
      type: "google_container_cluster",
      actions: ["update"],
      before: { min_master_version: "1.34" },
      after: { min_master_version: "1.35" },
    }),
    fail: planExample({
      type: "google_container_cluster",
      actions: ["delete", "create"],
      before: { location: "us-central1-a" },
      after: { location: "us-central1" },
      replacePaths: [["location"]],
    }),
  },
};
