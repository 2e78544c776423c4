import { blocksOf, type JsonObject } from "../../model";
import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { coldClass, objectStorage } from "../object-storage";
import { storedGb } from "../stored-gb";

/** https://cloud.google.com/storage/pricing */
export const googleStorageBucket: Estimator = {
  type: "google_storage_bucket",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const name = bill.text("name");
    if (!name) return [bill.unpriced("object storage", "its name is unknown, so its usage is too")];
    const gb = storedGb(name, context.usage.bucketStorageGb);
    if (gb === undefined) return [];
    const price = (storageClass: string) => `gcs.${storageClass.toLowerCase()}`;
    const moved = coldClass(context.graph.blocks(resource, "lifecycle_rule"), newClassOf);
    const cold = moved === undefined ? undefined : price(moved);
    return objectStorage(bill, { gb, written: price(bill.text("storage_class", "STANDARD") ?? ""), cold }, context);
  },
};

/** Rules for noncurrent versions don't affect current objects. */
function newClassOf({ action, condition }: JsonObject): unknown {
  const [act] = blocksOf(action);
  const [when] = blocksOf(condition);
  return act?.type === "SetStorageClass" && when?.with_state !== "ARCHIVED" ? act.storage_class : undefined;
}
