import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** IOPS included with each GiB. https://aws.amazon.com/fsx/openzfs/pricing/ */
const IOPS_PER_GIB = 3;

/** https://aws.amazon.com/fsx/openzfs/pricing/, without compression. */
export const awsFsxOpenzfsFileSystem: Estimator = {
  type: "aws_fsx_openzfs_file_system",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (!bill.text("deployment_type")?.startsWith("SINGLE_AZ_1")) {
      return [bill.unpriced("file system", "the book only has the first deployment type in one zone")];
    }
    const size = bill.number("storage_capacity", Number.NaN);
    const throughput = bill.number("throughput_capacity", Number.NaN);
    const iops = bill.number("disk_iops_configuration.iops");
    if (size === undefined || throughput === undefined || iops === undefined) {
      return [bill.unpriced("file system", "its size or speed is unknown")];
    }
    const extra = iops - IOPS_PER_GIB * size;
    return [
      bill.line({ item: "file storage", quantity: size, price: "fsx.openzfs.ssd" }),
      bill.line({ item: "file throughput", quantity: throughput, price: "fsx.openzfs.throughput" }),
      ...(extra > 0 ? [bill.line({ item: "file IOPS", quantity: extra, price: "fsx.openzfs.iops" })] : []),
    ];
  },
};
