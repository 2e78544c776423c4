import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct } from "../../framework/terraform";
import { EphemeralPassword } from "../random/ephemeral-password";

export interface GeneratedSecretProps {
  /** Name of the Kubernetes secret. */
  readonly name: string;
  readonly namespace: string;
  /** Increase it to replace the value. */
  readonly revision: number;
}

/** Property of a secret store's entry that holds its value. */
export const VALUE = "value";

/** A random value that is generated during apply and written to a Kubernetes secret; never in code, plan or state. */
export class GeneratedSecret extends Construct {
  readonly secret: SecretV1;
  readonly name: string;

  constructor(scope: Construct, id: string, { name, namespace, revision }: GeneratedSecretProps) {
    super(scope, id);
    this.name = name;
    this.secret = new SecretV1(this, "secret", {
      metadata: { name, namespace },
      dataWo: { [VALUE]: new EphemeralPassword(this, VALUE, { length: 40 }).result },
      dataWoRevision: revision,
    });
  }
}
