import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const clusterKept: Rule = {
  id: "cluster-kept",
  title: "No plan deletes or replaces a cluster",
  why: "Every workload, volume claim and custom resource on it goes, and models answer nothing until all is installed again.",
  remedy:
    "Undo what forces it; when it is meant, build the new cluster beside the old one, move over, and delete in a plan of its own.",
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
  check: (cluster) => checkKept(cluster, "Everything that runs on it goes with it."),
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
