import { blocksOf, type JsonObject, type Resource } from "../../model";
import { Bill } from "../bill";
import type { EstimateContext, Estimator } from "../estimate";
import { coldClass, objectStorage } from "../object-storage";
import { storedGb } from "../stored-gb";

/** Names of prices by the API's storage classes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Transition.html */
const CLASSES: Readonly<Record<string, string>> = {
  STANDARD_IA: "s3.standard_ia",
  ONEZONE_IA: "s3.one_zone_ia",
  GLACIER: "s3.glacier_flexible",
  DEEP_ARCHIVE: "s3.deep_archive",
};

/** https://aws.amazon.com/s3/pricing/ */
export const awsS3Bucket: Estimator = {
  type: "aws_s3_bucket",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const name = bill.text("bucket");
    if (!name) return [bill.unpriced("object storage", "its name is unknown, so its usage is too")];
    const gb = storedGb(name, context.usage.bucketStorageGb);
    if (gb === undefined) return [];
    const moved = coldClass(lifecycleRules(resource, context), transitionOf);
    const cold = moved === undefined ? undefined : (CLASSES[moved] ?? `s3.${moved.toLowerCase()}`);
    return objectStorage(bill, { gb, written: "s3.standard", cold }, context);
  },
};

const CONFIGURATION = "aws_s3_bucket_lifecycle_configuration";

/** Rules of the bucket itself, as in older provider versions, and of the separate resource. */
function lifecycleRules(bucket: Resource, { graph }: EstimateContext): JsonObject[] {
  const configurations = new Set([
    ...graph.referrers(bucket, CONFIGURATION),
    ...graph.withValue(CONFIGURATION, "bucket", bucket.body.bucket ?? null),
  ]);
  return [
    ...graph.blocks(bucket, "lifecycle_rule"),
    ...[...configurations].flatMap((configuration) => graph.blocks(configuration, "rule")),
  ].filter(({ status, enabled }) => status !== "Disabled" && enabled !== false);
}

function transitionOf({ transition }: JsonObject): unknown {
  return blocksOf(transition)[0]?.storage_class;
}
