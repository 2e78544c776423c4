import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "../kubernetes/names";
import type { Engine } from "../serving/model-endpoint";
import { PROVENANCE } from "../serving/traffic-split";

export interface SignaturePoliciesProps {
  /** A workflow of GitHub by its address (`*` stands for anything), or the key of a cloud: `awskms://…`, `gcpkms://…`. */
  readonly signer: string;
  /** Registry of the teams' images, without an image's name: what stands in it has to be signed. */
  readonly registry: string;
  /** `Enforce` refuses, `Audit` reports. */
  readonly action: "Enforce" | "Audit";
}

/** Predicate of the statements: https://slsa.dev/spec/v1.0/provenance */
const SLSA = "https://slsa.dev/provenance/v1";

const GITHUB = "https://token.actions.githubusercontent.com";

/** The public log of signatures: https://docs.sigstore.dev/logging/overview/ */
const REKOR = "https://rekor.sigstore.dev";

/** How long the API server waits for registries to answer, in seconds; the most that it allows. */
const TIMEOUT = 30;

/**
 * Lets nothing of the teams' registry run in their namespaces that nobody signed. The newer kind ImageValidatingPolicy
 * can't check a statement that is in no public log (Kyverno 1.19), so the two policies here are of the older one.
 * https://kyverno.io/docs/policy-types/cluster-policy/verify-images/sigstore/
 */
export function signedImages(props: SignaturePoliciesProps): Manifest {
  return policy("signed-images", props, {
    name: "signature",
    match: { any: [{ resources: { kinds: ["Pod"], namespaceSelector: TEAMS } }] },
    verifyImages: [
      {
        imageReferences: [`${props.registry}/*`],
        failureAction: props.action,
        // In the mode Audit nothing is changed either.
        mutateDigest: props.action === "Enforce",
        verifyDigest: props.action === "Enforce",
        required: true,
        attestors: [{ entries: [attestor(props.signer)] }],
      },
    ],
  });
}

const TEAMS: JsonObject = { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] };

/** Endpoints of an engine, and where they say what they load. */
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

/** Where it says what proves that. */
const STATEMENT = `{{ request.object.metadata.annotations."${PROVENANCE}" || '' }}`;

/** The same before a change; empty, where there was nothing. */
const before = (expression: string) => expression.replace("request.object", "request.oldObject");

/**
 * Lets no endpoint load a model that nobody signed: its annotation names a signed statement in the registry, by digest,
 * and the statement has to speak of the very model that the endpoint loads.
 */
export function signedModels(props: SignaturePoliciesProps, engine: Engine = "kserve"): Manifest {
  const { kind, resources, uri } = ENDPOINTS[engine];
  const endpoints: JsonObject = {
    match: { any: [{ resources }] },
    preconditions: {
      // An endpoint that loads nothing yet has nothing to prove.
      all: [{ key: uri, operator: "NotEquals", value: "" }],
      // A rollback changes the share of the traffic alone, and must not wait for a registry.
      any: [
        { key: uri, operator: "NotEquals", value: before(uri) },
        { key: STATEMENT, operator: "NotEquals", value: before(STATEMENT) },
      ],
    },
  };
  // Kyverno verifies the statements that it finds; that there is one, another rule asks.
  const named: JsonObject = {
    ...endpoints,
    name: "named",
    validate: {
      failureAction: props.action,
      message: `The annotation ${PROVENANCE} has to name the signed statement of the model, by digest.`,
      pattern: { metadata: { annotations: { [PROVENANCE]: "*@sha256:*" } } },
    },
  };
  return policy(engine === "kserve" ? "signed-models" : `signed-models-${engine}`, props, named, {
    ...endpoints,
    name: "provenance",
    // The name of an annotation has a slash, at which Kyverno would split a path.
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
                    message: "The signed statement speaks of another model than the endpoint loads.",
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

/** A key needs no public log; without a key the log is what proves when it was signed. */
function attestor(signer: string): JsonObject {
  if (!signer.startsWith("https://")) {
    return { keys: { kms: signer, rekor: { ignoreTlog: true }, ctlog: { ignoreSCT: true } } };
  }
  return { keyless: { issuer: GITHUB, subject: signer, rekor: { url: REKOR } } };
}

function policy(name: string, { action }: SignaturePoliciesProps, ...rules: readonly JsonObject[]): Manifest {
  return {
    apiVersion: "kyverno.io/v1",
    kind: "ClusterPolicy",
    metadata: { name, annotations: { "pod-policies.kyverno.io/autogen-controllers": "none" } },
    spec: {
      background: false,
      failurePolicy: action === "Enforce" ? "Fail" : "Ignore",
      webhookConfiguration: { timeoutSeconds: TIMEOUT },
      rules: [...rules],
    },
  };
}
