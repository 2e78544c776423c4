/** Hosts that an operator creates for each model, with the placeholders that the delivery program uses. */
export const HOSTS_OF_MODELS = [
  {
    // Of an endpoint, and with `latest-` and `prev-` of its revisions: KServe creates the service, Knative one for each
    // tag.
    host: "{name}-predictor.{namespace}",
    link: "https://github.com/kserve/kserve/blob/v0.20.0/pkg/constants/constants.go",
  },
  {
    // Seldon's scheduler creates Envoy's service, one for all models of a namespace.
    host: "seldon-mesh.{namespace}",
    link: "https://docs.seldon.ai/seldon-core-2/user-guide/inference/server",
  },
] as const;
