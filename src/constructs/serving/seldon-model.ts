import type { Manifest } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL, NAMESPACES } from "../kubernetes/names";
import type { EndpointProps } from "./endpoint-props";
import { formatOf } from "./frameworks";

/** Options that a model on a shared server doesn't support, and why. */
const REFUSED: readonly (readonly [keyof EndpointProps, string])[] = [
  ["batching", "batching is configured on its servers"],
  ["transformer", "a transformer is a separate pipeline there"],
  ["explainer", "an explainer is a separate model there"],
  ["payloads", "its payloads go through Kafka, which the platform doesn't run"],
];

/**
 * A model on Seldon Core 2, which schedules it on a server that several models share. The object is in the namespace of
 * Seldon's servers, which read the model with their identity.
 */
export function seldonModel(props: EndpointProps): Manifest {
  const { name, replicas, resources, framework, storageUri, version } = props;
  const refused = REFUSED.filter(([key]) => props[key] !== undefined).map(([, why]) => why);
  if (replicas.min === 0) refused.push("it needs at least one replica");
  if (resources.gpus > 0) refused.push("GPUs are configured on its servers");
  if (refused.length > 0) throw new Error(`The endpoint ${name} can't run on Seldon Core: ${refused.join("; ")}`);
  return {
    apiVersion: "mlops.seldon.io/v1alpha1",
    kind: "Model",
    metadata: {
      name,
      namespace: NAMESPACES.seldon,
      labels: { [MODEL_LABEL]: name, ...(version !== undefined && { "mlops/version": version }) },
    },
    spec: {
      ...(storageUri !== undefined && { storageUri }),
      requirements: [formatOf(framework, "seldon-core")],
      memory: `${Math.round(resources.memoryGiB * 1024)}Mi`,
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
    },
  };
}
