import { kubernetesSupport } from "../../../facts/kubernetes-support";
import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/**
 * https://aws.amazon.com/eks/pricing/: six times as much past standard support, which a cluster with the policy
 * STANDARD never reaches: it is upgraded. https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html
 */
export const awsEksCluster: Estimator = {
  type: "aws_eks_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const version = bill.text("version");
    if (version === undefined) return [bill.unpriced("EKS cluster", "the version is unknown")];
    const end = kubernetesSupport("aws", version)?.standard;
    if (end === undefined)
      return [bill.unpriced("EKS cluster", `the support period of version ${version || "(none)"} is unknown`)];
    const policy = bill.text("upgrade_policy.support_type", "EXTENDED");
    if (policy === undefined) return [bill.unpriced("EKS cluster", "its upgrade policy is unknown")];
    const extended = end < context.today && policy === "EXTENDED";
    const price = extended ? "eks.cluster.extended_support" : "eks.cluster.standard_support";
    const item = extended ? "EKS cluster, extended support" : "EKS cluster";
    return [bill.line({ item, quantity: HOURS_PER_MONTH, price })];
  },
};
