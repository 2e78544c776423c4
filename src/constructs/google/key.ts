import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import type { KeyRing } from "./key-ring";
import { type ServiceAgentApi, serviceAgentMember } from "./service-agents";

export interface KeyProps {
  readonly name: string;
  readonly keyRing: KeyRing;
  /**
   * Days until a new version is used for encryption; old versions still decrypt.
   * @default 90, as the CIS benchmark requires
   */
  readonly rotationDays?: number;
  /** Number of the project whose service agents encrypt with the key; they must exist, see `ServiceAgents`. */
  readonly projectNumber: string;
  /** APIs whose agents may use the key. */
  readonly usedBy: readonly ServiceAgentApi[];
  /** Prevent deletion of the key: without it, all data encrypted with it is lost. @default true */
  readonly deletionProtection?: boolean;
}

export interface KeyAttributes {
  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…`. */
  readonly id: string;
}

/** A customer-managed Cloud KMS key with rotation, usable only by the named service agents. */
export class Key extends Construct implements contracts.EncryptionKey {
  readonly key: KmsCryptoKey;
  readonly grants: readonly KmsCryptoKeyIamMember[];

  /** An existing key; its users must already have access. */
  static fromAttributes({ id }: KeyAttributes): contracts.EncryptionKey {
    return { id };
  }

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    this.key = new KmsCryptoKey(this, "key", {
      name: props.name,
      keyRing: props.keyRing.keyRing.id,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: `${(props.rotationDays ?? 90) * SECONDS_PER_DAY}s`,
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
    this.grants = props.usedBy.map(
      (api) =>
        new KmsCryptoKeyIamMember(this, `use-by-${api.split(".")[0]}`, {
          cryptoKeyId: this.key.id,
          role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
          member: serviceAgentMember(props.projectNumber, api),
        }),
    );
  }

  get id(): string {
    return this.key.id;
  }
}

const SECONDS_PER_DAY = 86_400;
