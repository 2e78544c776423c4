import type { EndpointProps } from "../../../src/constructs/serving/endpoint-props";

/** An endpoint with only the required options. */
export const ENDPOINT: EndpointProps = {
  name: "scorer",
  namespace: "fraud",
  engine: "kserve",
  framework: "sklearn",
  mode: "Knative",
  resources: { cpu: 1, memoryGiB: 1, gpus: 0 },
  replicas: { min: 1, max: 3 },
  timeoutSeconds: 60,
  serviceAccount: "model-scorer",
};
