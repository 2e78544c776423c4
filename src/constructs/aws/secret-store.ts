import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import type { Grantee } from "./role";

export interface SecretStoreProps {
  /** Prefix of every entry's name. */
  readonly prefix: string;
  readonly region: string;
  /** Entries by purpose, with descriptions: `{ "airflow-fernet-key": "Key that Airflow encrypts connections with" }`. */
  readonly entries: Readonly<Record<string, string>>;
  /** Customer-managed key for the values. */
  readonly key: contracts.EncryptionKey;
  /** Keep a deleted entry for 30 days. Otherwise its name is available again immediately. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * Entries in Secrets Manager. Terraform creates the entries; their owners set the values, which are never in the state.
 */
export class SecretStore extends Construct implements contracts.SecretStore {
  readonly secrets: Readonly<Record<string, SecretsmanagerSecret>>;
  readonly prefix: string;
  readonly region: string;
  private readonly key: contracts.EncryptionKey;

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id);
    this.prefix = props.prefix;
    this.region = props.region;
    this.key = props.key;
    this.secrets = Object.fromEntries(
      Object.entries(props.entries).map(([entry, description]) => [
        entry,
        new SecretsmanagerSecret(this, entry, {
          name: `${props.prefix}/${entry}`,
          description,
          kmsKeyId: props.key.id,
          recoveryWindowInDays: (props.deletionProtection ?? true) ? 30 : 0,
          tags: { Name: `${props.prefix}/${entry}` },
        }),
      ]),
    );
  }

  get entries(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(this.secrets).map((entry) => [entry, `${this.prefix}/${entry}`]));
  }

  /** Reads all entries of this store, and no other secret of the account. */
  grantRead(grantee: Grantee): void {
    grantee.allow("read-secrets", [
      {
        sid: "Read",
        actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        resources: Object.values(this.secrets).map((secret) => secret.arn),
      },
      {
        sid: "Key",
        actions: ["kms:Decrypt"],
        resources: [this.key.id],
        conditions: { StringEquals: { "kms:ViaService": [`secretsmanager.${this.region}.amazonaws.com`] } },
      },
    ]);
  }
}
