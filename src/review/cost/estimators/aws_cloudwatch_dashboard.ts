import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/cloudwatch/pricing/; the three free dashboards of an account are not subtracted. */
export const awsCloudwatchDashboard: Estimator = {
  type: "aws_cloudwatch_dashboard",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "dashboard", quantity: 1, price: "cloudwatch.dashboard" })];
  },
};
