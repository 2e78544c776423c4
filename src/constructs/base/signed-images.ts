import { parseSigner } from "../../facts/signer";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { TEAM_LABEL } from "../kubernetes/names";

export interface SignaturePoliciesProps {
  /** The address of a GitHub workflow (`*` is a wildcard), a cloud KMS key (`awskms://…`, `gcpkms://…`), or a public key, PEM. */
  readonly signer: string;
  /** Registry of the teams' images, without an image name: every image in it must be signed. */
  readonly registry: string;
  /** `Enforce` blocks, `Audit` reports. */
  readonly action: "Enforce" | "Audit";
}

const GITHUB = "https://token.actions.githubusercontent.com";

/** The public log of signatures: https://docs.sigstore.dev/logging/overview/ */
const REKOR = "https://rekor.sigstore.dev";

/** Timeout for the webhook's requests to registries, in seconds; the maximum that the API server allows. */
const TIMEOUT = 30;

const WITHOUT_LOG: JsonObject = { rekor: { ignoreTlog: true }, ctlog: { ignoreSCT: true } };

/** The namespaces of the teams. */
export const TEAMS: JsonObject = { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] };

/**
 * Blocks unsigned images of the teams' registry in their namespaces. The newer kind ImageValidatingPolicy can't check
 * an attestation that is in no public log (Kyverno 1.19), so the two policies here are of the older one.
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
        // In Audit mode images are not mutated either.
        mutateDigest: props.action === "Enforce",
        verifyDigest: props.action === "Enforce",
        required: true,
        attestors: [{ entries: [attestor(props.signer)] }],
      },
    ],
  });
}

/** A key needs no public log; without a key, the log proves when the image was signed. */
export function attestor(text: string): JsonObject {
  const signer = parseSigner(text);
  switch (signer.kind) {
    case "workflow":
      return { keyless: { issuer: GITHUB, subject: signer.address, rekor: { url: REKOR } } };
    case "key":
      return { keys: { kms: signer.reference, ...WITHOUT_LOG } };
    case "public-key":
      return { keys: { publicKeys: signer.key, ...WITHOUT_LOG } };
  }
}

/** A policy that is checked when an object is created or changed, not for running pods. */
export function policy(name: string, { action }: SignaturePoliciesProps, ...rules: readonly JsonObject[]): Manifest {
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
