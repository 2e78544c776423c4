import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/secrets-manager/pricing/; each replica is billed as a separate secret. */
export const awsSecretsmanagerSecret: Estimator = {
  type: "aws_secretsmanager_secret",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const replicas = context.graph.blocks(resource, "replica").length;
    return [bill.line({ item: "secret", quantity: 1 + replicas, price: "secretsmanager.secret" })];
  },
};
