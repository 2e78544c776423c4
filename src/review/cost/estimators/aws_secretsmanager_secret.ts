import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/secrets-manager/pricing/ */
export const awsSecretsmanagerSecret: Estimator = {
  type: "aws_secretsmanager_secret",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "secret", quantity: 1, unit: "month", price: "secretsmanager.secret" })];
  },
};
