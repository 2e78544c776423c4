import { attestor, policy, type SignaturePoliciesProps, TEAMS } from "../base/signed-images";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import type { Engine } from "../serving/endpoint-props";
import { PROVENANCE } from "../serving/traffic-split";

/** Predicate of the statements: https://slsa.dev/spec/v1.0/provenance */
const SLSA = "https://slsa.dev/provenance/v1";

/** Endpoints of an engine, and which fields contain what they load. */
interface Endpoints {
  readonly kind: string;
  readonly resources: JsonObject;
  readonly uri: string;
}

const ENDPOINTS: Readonly<Record<Engine, Endpoints>> = {
  kserve: {
    kind: "InferenceService",
    resources: { kinds: ["serving.kserve.io/v1beta1/InferenceService"], namespaceSelector: TEAMS },
    uri: "{{ request.object.spec.predictor.model.storageUri || '' }}",
  },
  "seldon-core": {
    kind: "Model",
    resources: { kinds: ["mlops.seldon.io/v1alpha1/Model"], namespaces: [NAMESPACES.seldon] },
    uri: "{{ request.object.spec.storageUri || '' }}",
  },
};

/** Field with its proof. */
const STATEMENT = `{{ request.object.metadata.annotations."${PROVENANCE}" || '' }}`;

/** The same before a change; empty if there was nothing. */
const before = (expression: string) => expression.replace("request.object", "request.oldObject");

/**
 * Blocks endpoints that load unsigned models: the endpoint's annotation names a signed statement in the registry, by
 * digest, and the statement must describe exactly the model that the endpoint loads.
 */
export function signedModels(props: SignaturePoliciesProps, engine: Engine = "kserve"): Manifest {
  const { kind, resources, uri } = ENDPOINTS[engine];
  const endpoints: JsonObject = {
    match: { any: [{ resources }] },
    preconditions: {
      // An endpoint without a model yet has nothing to prove.
      all: [{ key: uri, operator: "NotEquals", value: "" }],
      // A rollback only changes the traffic share, and must not wait for a registry.
      any: [
        { key: uri, operator: "NotEquals", value: before(uri) },
        { key: STATEMENT, operator: "NotEquals", value: before(STATEMENT) },
      ],
    },
  };
  // Kyverno verifies the statements that it finds; another rule requires that there is one.
  const named: JsonObject = {
    ...endpoints,
    name: "named",
    validate: {
      failureAction: props.action,
      message: `The annotation ${PROVENANCE} must name the signed statement of the model, by digest.`,
      pattern: { metadata: { annotations: { [PROVENANCE]: "*@sha256:*" } } },
    },
  };
  return policy(engine === "kserve" ? "signed-models" : `signed-models-${engine}`, props, named, {
    ...endpoints,
    name: "provenance",
    // The name of an annotation has a slash, where Kyverno would split a path.
    imageExtractors: {
      [kind]: [{ name: "provenance", path: "/metadata/annotations", value: PROVENANCE }],
    },
    verifyImages: [
      {
        imageReferences: ["*"],
        failureAction: props.action,
        mutateDigest: false,
        verifyDigest: true,
        required: true,
        attestations: [
          {
            name: "provenance",
            type: SLSA,
            attestors: [{ entries: [attestor(props.signer)] }],
            conditions: [
              {
                all: [
                  {
                    key: "{{ buildDefinition.externalParameters.model.uri }}",
                    operator: "Equals",
                    value: uri,
                    message: "The signed statement describes a different model than the one the endpoint loads.",
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
}
