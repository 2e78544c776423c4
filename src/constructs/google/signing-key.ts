import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import type { Grantee } from "./workload-identity";

/** A key that signs and exists already: its owner decides who may, and what it signed outlives every environment. */
export interface ISigningKey {
  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…`. */
  readonly id: string;
  /** Reading the public part of its versions. */
  grantVerify(grantee: Grantee): void;
  /** Signing as well. */
  grantSign(grantee: Grantee): void;
}

export const SigningKey = {
  /**
   * @param reference as cosign spells it: `gcpkms://projects/…/cryptoKeys/…`, with or without a version
   * https://docs.sigstore.dev/cosign/key_management/overview/
   * @throws Error for a reference to anything else
   */
  fromReference(reference: string): ISigningKey {
    const id = REFERENCE.exec(reference)?.[1];
    if (id === undefined) {
      throw new Error(`${reference} is no key of Google Cloud: gcpkms://projects/…/cryptoKeys/… is expected`);
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
 * cosign looks for the newest version, and fetches its public part: https://cloud.google.com/kms/docs/reference/permissions-and-roles
 */
const VERIFY: Roles = {
  "read-signing-key": "roles/cloudkms.viewer",
  "read-public-key": "roles/cloudkms.publicKeyViewer",
};

const REFERENCE =
  /^gcpkms:\/\/(projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+)(?:\/(?:cryptoKeyVersions|versions)\/[^/]+)?$/;
