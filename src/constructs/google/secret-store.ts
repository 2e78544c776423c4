import { SecretManagerSecret } from "@cdktf/provider-google/lib/secret-manager-secret";
import { SecretManagerSecretIamMember } from "@cdktf/provider-google/lib/secret-manager-secret-iam-member";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { Grantee } from "./workload-identity";

export interface SecretStoreProps {
  /** Prefix of every entry's name. */
  readonly prefix: string;
  /** The only region where values are stored. */
  readonly region: string;
  /** Entries by purpose, with descriptions: `{ "airflow-fernet-key": "Key that Airflow encrypts connections with" }`. */
  readonly entries: Readonly<Record<string, string>>;
  /** Customer-managed key for the values. */
  readonly key: contracts.EncryptionKey;
}

/**
 * Entries in Secret Manager. Terraform creates the entries; their owners set the values, which are never in the state.
 */
export class SecretStore extends Construct implements contracts.SecretStore {
  readonly secrets: Readonly<Record<string, SecretManagerSecret>>;
  readonly prefix: string;
  readonly region: string;

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id);
    this.prefix = props.prefix;
    this.region = props.region;
    this.secrets = Object.fromEntries(
      Object.entries(props.entries).map(([entry, description]) => [
        entry,
        this.createSecret(entry, description, props),
      ]),
    );
  }

  get entries(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(this.secrets).map((entry) => [entry, `${this.prefix}-${entry}`]));
  }

  /** Reads all entries of this store, and no other secret of the project. */
  grantRead(grantee: Grantee): void {
    for (const [entry, secret] of Object.entries(this.secrets)) {
      new SecretManagerSecretIamMember(grantee, `read-${entry}`, {
        secretId: secret.id,
        role: "roles/secretmanager.secretAccessor",
        member: grantee.member,
      });
    }
  }

  private createSecret(entry: string, description: string, { prefix, region, key }: SecretStoreProps) {
    const secret = new SecretManagerSecret(this, entry, {
      secretId: `${prefix}-${entry}`,
      annotations: { description },
      replication: {
        userManaged: { replicas: [{ location: region, customerManagedEncryption: { kmsKeyName: key.id } }] },
      },
    });
    waitFor(secret, key);
    return secret;
  }
}
