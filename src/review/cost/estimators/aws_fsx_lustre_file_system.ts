import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/fsx/lustre/pricing/: by size, with a price per deployment type, disk and throughput. */
export const awsFsxLustreFileSystem: Estimator = {
  type: "aws_fsx_lustre_file_system",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const kind = bill.text("deployment_type", "SCRATCH_1")?.toLowerCase();
    const disk = bill.text("storage_type", "SSD")?.toLowerCase();
    const throughput = bill.text("per_unit_storage_throughput");
    const size = bill.has("storage_capacity") ? bill.number("storage_capacity") : undefined;
    if (kind === undefined || disk === undefined || throughput === undefined || size === undefined) {
      return [bill.unpriced("file system", "its deployment type or size is unknown")];
    }
    const price = ["fsx.lustre", kind, disk, throughput].filter((part) => part !== "").join(".");
    return [bill.line({ item: "file system", quantity: size, price })];
  },
};
