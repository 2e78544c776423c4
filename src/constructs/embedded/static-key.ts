import type { Construct } from "../../framework/terraform";
import { GeneratedSecret, type GeneratedSecretProps } from "./generated-secret";

/** The permission of a key: an action of SeaweedFS, limited to a bucket or a folder in it. */
export type Action = `${"Read" | "List" | "Write" | "Tagging"}:${string}`;

/** A key of the object store for one consumer, whose name is the access key id. */
export class StaticKey extends GeneratedSecret {
  readonly actions: Action[] = [];

  constructor(
    scope: Construct,
    id: string,
    /** Who uses the key. */
    readonly consumer: string,
    props: Omit<GeneratedSecretProps, "name">,
  ) {
    super(scope, id, { ...props, name: keySecret(consumer) });
  }
}

/** Kubernetes secret with the secret part of a consumer's key. */
export function keySecret(consumer: string): string {
  return `object-store-key-${consumer}`;
}
