import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { usageShare } from "../usage-share";

/** https://cloud.google.com/artifact-registry/pricing */
export const googleArtifactRegistryRepository: Estimator = {
  type: "google_artifact_registry_repository",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      bill.line({
        item: "stored images",
        quantity: usageShare(context.usage.imagesGb, resource, context),
        price: "artifact_registry.storage",
        charge: "usage",
      }),
    ];
  },
};
