import { KmsCryptoKey } from "@cdktf/provider-google/lib/kms-crypto-key";
import { KmsCryptoKeyIamMember } from "@cdktf/provider-google/lib/kms-crypto-key-iam-member";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import type { KeyRing } from "./key-ring";
import { type ServiceAgentApi, serviceAgentMember } from "./service-agents";

export interface KeyProps {
  readonly name: string;
  readonly keyRing: KeyRing;
  /** A new version encrypts from then on; old ones still decrypt. In days. @default 90, what the CIS benchmark asks for */
  readonly rotationDays?: number;
  /** Number of the project whose agents encrypt with the key; they have to exist, see `ServiceAgents`. */
  readonly projectNumber: string;
  /** APIs whose agents may use the key. */
  readonly usedBy: readonly ServiceAgentApi[];
  /** Refuse to delete the key: without it, everything that it encrypted is lost. @default true */
  readonly deletionProtection?: boolean;
}

export interface KeyAttributes {
  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…`. */
  readonly id: string;
}

/** An own Cloud KMS key with rotation, open to nobody but the named agents. */
export class Key extends Construct implements contracts.EncryptionKey {
  readonly key: KmsCryptoKey;
  readonly grants: readonly KmsCryptoKeyIamMember[];

  /** A key that exists already; its users have to have been admitted. */
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
