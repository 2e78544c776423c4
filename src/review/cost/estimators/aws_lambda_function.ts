import { textFrom } from "../../model";
import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/lambda/pricing/: by requests, and by their duration and memory. */
export const awsLambdaFunction: Estimator = {
  type: "aws_lambda_function",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const architectures = context.graph.attribute(resource, "architectures");
    const arm = architectures.kind === "known" && textFrom(architectures.value).includes("arm64");
    return [
      byUsage(bill, "function requests", "lambda.requests", "the number of invocations"),
      byUsage(bill, "function time", `lambda.${arm ? "arm64" : "x86_64"}`, "its running time"),
    ];
  },
};
