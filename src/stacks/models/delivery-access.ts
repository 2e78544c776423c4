import { NAMESPACES } from "../../constructs/kubernetes/names";
import { DELIVERY_ACCOUNT } from "../../constructs/models/workflows/delivery-job";
import type { IdentityAccess } from "../access";

/** Jobs that release models, check drift and run gates; results of workflows are stored next to those of pipelines. */
export const DELIVERY_ACCESS: IdentityAccess = {
  namespace: NAMESPACES["model-delivery"],
  serviceAccount: DELIVERY_ACCOUNT,
  buckets: [
    { bucket: "models", access: "read" },
    { bucket: "datasets", access: "read" },
    { bucket: "logs", access: "read", prefix: "payloads" },
    { bucket: "logs", access: "read-write", prefix: "model-delivery" },
    { bucket: "pipelines", access: "read-write", prefix: `workflows/${NAMESPACES["model-delivery"]}` },
  ],
  readsImages: true,
};
