import { standardSupportEnd } from "../../lifecycle/kubernetes";
import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/eks/pricing/: six times as much past standard support. */
export const awsEksCluster: Estimator = {
  type: "aws_eks_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const version = bill.text("version");
    if (version === undefined) return [bill.unpriced("EKS cluster", "the version is unknown")];
    const end = standardSupportEnd("aws_eks_cluster", version);
    if (end === undefined)
      return [bill.unpriced("EKS cluster", `support of version ${version || "(none)"} is not known`)];
    const price = end < context.today ? "eks.cluster.extended_support" : "eks.cluster.standard_support";
    const item = end < context.today ? "EKS cluster, extended support" : "EKS cluster";
    return [bill.line({ item, quantity: HOURS_PER_MONTH, unit: "h", price })];
  },
};
