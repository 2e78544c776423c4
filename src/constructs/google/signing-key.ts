import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import type { Grantee } from "./workload-identity";

/** An existing signing key: its owner decides who may use it, and its signatures outlive every environment. */
export interface ISigningKey {
  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…`. */
  readonly id: string;
  /** Reads the public keys of its versions. */
  grantVerify(grantee: Grantee): void;
  /** Signs as well. */
  grantSign(grantee: Grantee): void;
}

export const SigningKey = {
  /**
   * @param reference in cosign's format: `gcpkms://projects/…/cryptoKeys/…`, with or without a version
   * https://docs.sigstore.dev/cosign/key_management/overview/
   * @throws Error if the reference is not a Google Cloud key
   */
  fromReference(reference: string): ISigningKey {
    const id = REFERENCE.exec(reference)?.[1];
    if (id === undefined) {
      throw new Error(`${reference} is not a Google Cloud key: expected gcpkms://projects/…/cryptoKeys/…`);
    }
    const grant = (roles: Roles) => (grantee: Grantee) => {
      for (const [name, role] of Object.entries(roles)) {
        new KmsCryptoKeyIamMember(grantee, name, { cryptoKeyId: id, role, member: grantee.member });
      }
    };
    return { id, grantVerify: grant(VERIFY), grantSign: grant({ ...VERIFY, sign: "roles/cloudkms.signer" }) };
  },
};

type Roles = Readonly<Record<string, string>>;

/**
 * cosign looks up the newest version and fetches its public key: https://cloud.google.com/kms/docs/reference/permissions-and-roles
 */
const VERIFY: Roles = {
  "read-signing-key": "roles/cloudkms.viewer",
  "read-public-key": "roles/cloudkms.publicKeyViewer",
};

const REFERENCE =
  /^gcpkms:\/\/(projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+)(?:\/(?:cryptoKeyVersions|versions)\/[^/]+)?$/;
