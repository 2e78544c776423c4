import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/artifact-registry/pricing */
export const googleArtifactRegistryRepository: Estimator = {
  type: "google_artifact_registry_repository",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const all = context.graph.ofType(resource.type).length;
    return [
      bill.line({
        item: "stored images",
        quantity: new Decimal(context.usage.imagesGb).div(all),
        unit: "GB-month",
        price: "artifact_registry.storage",
        charge: "usage",
      }),
    ];
  },
};
