import { Bill } from "../bill";
import { ebsVolume } from "../ebs-volume";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/ebs/pricing/ */
export const awsEbsVolume: Estimator = {
  type: "aws_ebs_volume",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const volume = {
      type: bill.text("type", "gp2"),
      size: bill.has("size") ? bill.number("size") : undefined,
      iops: bill.number("iops"),
      throughput: bill.number("throughput"),
    };
    return ebsVolume(bill, "disk", volume, (quantity) => ({ quantity }));
  },
};
