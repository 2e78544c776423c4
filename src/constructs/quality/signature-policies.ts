import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { TEAM_LABEL } from "../kubernetes/names";
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

/** Where an endpoint says what it loads. */
const MODEL_URI = "{{ request.object.spec.predictor.model.storageUri || '' }}";

/**
 * Lets no endpoint load a model that nobody signed: its annotation names a signed statement in the registry, by digest,
 * and the statement has to speak of the very model that the endpoint loads.
 */
export function signedModels(props: SignaturePoliciesProps): Manifest {
  return policy("signed-models", props, {
    name: "provenance",
    match: {
      any: [{ resources: { kinds: ["serving.kserve.io/v1beta1/InferenceService"], namespaceSelector: TEAMS } }],
    },
    // An endpoint that loads nothing yet has nothing to prove.
    preconditions: { all: [{ key: MODEL_URI, operator: "NotEquals", value: "" }] },
    imageExtractors: {
      InferenceService: [{ name: "provenance", path: `/metadata/annotations/${PROVENANCE.replaceAll("/", "~1")}` }],
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
                    value: MODEL_URI,
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
  return { keyless: { issuer: GITHUB, subject: signer } };
}

function policy(name: string, { action }: SignaturePoliciesProps, rule: JsonObject): Manifest {
  return {
    apiVersion: "kyverno.io/v1",
    kind: "ClusterPolicy",
    metadata: { name, annotations: { "pod-policies.kyverno.io/autogen-controllers": "none" } },
    spec: {
      background: false,
      failurePolicy: action === "Enforce" ? "Fail" : "Ignore",
      webhookConfiguration: { timeoutSeconds: TIMEOUT },
      rules: [rule],
    },
  };
}
