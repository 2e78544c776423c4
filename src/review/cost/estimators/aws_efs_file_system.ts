import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { CostLine, Estimator } from "../estimate";

/** https://aws.amazon.com/efs/pricing/: stored data and provisioned throughput. */
export const awsEfsFileSystem: Estimator = {
  type: "aws_efs_file_system",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const zones = bill.has("availability_zone_name") ? "one_zone" : "standard";
    return [
      byUsage(bill, "file storage", `efs.${zones}`, "the stored data"),
      ...(bill.has("lifecycle_policy")
        ? [byUsage(bill, "file storage, infrequent access", `efs.${zones}_ia`, "the infrequently accessed data")]
        : []),
      ...throughput(bill),
    ];
  },
};

/** Each stored GB includes 0.05 MiB/s, which are not subtracted. */
function throughput(bill: Bill): CostLine[] {
  const mode = bill.text("throughput_mode", "bursting");
  if (mode === "bursting") return [];
  if (mode === "elastic") return [bill.unpriced("elastic throughput", "it depends on reads and writes")];
  const item = "provisioned throughput";
  const mibps = bill.number("provisioned_throughput_in_mibps", Number.NaN);
  return mode === undefined || mibps === undefined
    ? [bill.unpriced(item, "it is not in the code or unknown")]
    : [bill.line({ item, quantity: mibps, price: "efs.provisioned_throughput" })];
}
