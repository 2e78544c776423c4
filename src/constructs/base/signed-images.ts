import { TEAM_LABEL } from "../kubernetes/names";

/** Who signs images: a workload that its platform vouches for, without any key. https://docs.sigstore.dev/cosign/signing/overview/ */
export interface Signer {
  /** OpenID Connect issuer, e.g. `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Regular expression of the subject, e.g. the workflows of an organisation. */
  readonly subject: string;
}

export interface SignedImagesProps {
  /** Registry whose images have to be signed; what others build is signed by others. */
  readonly registry: string;
  /** Where Kyverno takes its credentials for the registry from. */
  readonly credentials: "amazon" | "google";
  readonly signer: Signer;
  /** Refuse what isn't signed, or only report it. */
  readonly enforced: boolean;
}

/** Teams run only images that their organisation's workflows signed. https://kyverno.io/docs/policy-types/image-validating-policy/ */
export function signedImages({ registry, credentials, signer, enforced }: SignedImagesProps) {
  return {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name: "signed-images" },
    spec: {
      validationActions: [enforced ? "Deny" : "Audit"],
      failurePolicy: "Fail",
      // The registry and the transparency log are asked on the way; what was verified is kept for a while.
      webhookConfiguration: { timeoutSeconds: 30 },
      matchConstraints: {
        namespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] },
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["pods"] },
        ],
      },
      matchImageReferences: [{ glob: `${registry}/*` }],
      credentials: { providers: [credentials] },
      // The digest takes the place of the tag, so that what was verified is what runs.
      validationConfigurations: { required: true, verifyDigest: true, mutateDigest: true },
      attestors: [
        {
          name: "workflows",
          cosign: {
            keyless: { identities: [{ issuer: signer.issuer, subjectRegExp: signer.subject }] },
            ctlog: { url: "https://rekor.sigstore.dev" },
          },
        },
      ],
      validations: [
        {
          expression:
            "images.containers.map(image, verifyImageSignatures(image, [attestors.workflows])).all(count, count > 0)",
          message: `Images of ${registry} are signed by a workflow: cosign sign, in the job that builds them.`,
        },
        {
          expression:
            "images.initContainers.map(image, verifyImageSignatures(image, [attestors.workflows])).all(count, count > 0)",
          message: `Images of ${registry} are signed by a workflow, those of init containers too.`,
        },
      ],
    },
  };
}
