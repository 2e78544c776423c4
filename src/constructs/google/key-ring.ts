import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { Id } from "@cdktf/provider-random/lib/id";
import { Construct } from "../../framework/terraform";

export interface KeyRingProps {
  /** Prefix of the name. */
  readonly name: string;
  /** Region; a key can only encrypt data in the same location. */
  readonly location: string;
}

/**
 * A key ring. Google never deletes one and never releases its name, so the name ends in random digits: an environment
 * that was destroyed can be created again.
 * https://cloud.google.com/kms/docs/resource-hierarchy#key_rings
 */
export class KeyRing extends Construct {
  readonly keyRing: KmsKeyRing;

  constructor(scope: Construct, id: string, props: KeyRingProps) {
    super(scope, id);
    const suffix = new Id(this, "suffix", { byteLength: 3 });
    this.keyRing = new KmsKeyRing(this, "key-ring", { name: `${props.name}-${suffix.hex}`, location: props.location });
  }
}
