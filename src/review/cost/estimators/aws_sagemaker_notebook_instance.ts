import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/sagemaker/pricing/, assuming that it always runs. */
export const awsSagemakerNotebookInstance: Estimator = {
  type: "aws_sagemaker_notebook_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const type = bill.text("instance_type");
    if (!type) return [bill.unpriced("notebook", "its type is unknown")];
    return [
      bill.line({ item: `notebook ${type}`, quantity: HOURS_PER_MONTH, table: "sagemaker.notebook", price: type }),
    ];
  },
};
