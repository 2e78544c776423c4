import type { Manifest } from "../kubernetes/manifest-bundle";
import { MODEL_LABEL, NAMESPACES } from "../kubernetes/names";
import type { EndpointProps } from "./endpoint-props";
import { formatOf } from "./frameworks";

/** What a model on a shared server can't have, and why. */
const REFUSED: readonly (readonly [keyof EndpointProps, string])[] = [
  ["batching", "batching is a setting of its servers"],
  ["transformer", "a transformer is a pipeline of its own there"],
  ["explainer", "an explainer is a model of its own there"],
  ["payloads", "its payloads go through Kafka, which the platform doesn't run"],
];

/**
 * A model on Seldon Core 2, which puts it on a server that several models share. The object is in the namespace that
 * Seldon's servers are in, and read with their identity.
 */
export function seldonModel(props: EndpointProps): Manifest {
  const { name, replicas, resources, framework, storageUri, version } = props;
  const refused = REFUSED.filter(([key]) => props[key] !== undefined).map(([, why]) => why);
  if (replicas.min === 0) refused.push("it scales to no less than one replica");
  if (resources.gpus > 0) refused.push("GPUs belong to its servers");
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
