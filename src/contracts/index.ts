/**
 * Plain data between the clouds and everything above them. A consumer with its own resources builds these from literals
 * and never uses a cloud construct. Values may be Terraform tokens.
 */

/** How to reach a Kubernetes cluster. */
export interface ClusterAccess {
  readonly name: string;
  /** URL of the API server. */
  readonly endpoint: string;
  /** Certificate authority of the API server, base64. */
  readonly certificateAuthority: string;
  /** Client-go exec plugin that prints a short-lived credential; no token is stored. */
  readonly exec: {
    readonly apiVersion: string;
    readonly command: string;
    readonly args: readonly string[];
  };
}

/** Name of an entry of a secret store, with the property of the value if the entry has several. */
export type SecretEntry =
  | string
  | {
      readonly entry: string;
      readonly property: string;
      /** Name of a ClusterSecretStore. @default - the store that the reader names */
      readonly store?: string;
    };

/** Endpoints of an identity provider, where pods reach it at other addresses than browsers. */
export interface ProviderEndpoints {
  /** Where browsers sign on. */
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userinfoUrl: string;
  readonly keysUrl: string;
}

/** What a Kubernetes service account needs to act as a cloud identity. */
export interface WorkloadIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Annotations for the service account; empty if the cloud binds by name (EKS Pod Identity). */
  readonly annotations: Readonly<Record<string, string>>;
  /** Labels for the pods; empty if the cloud needs none. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** The identity in the cloud's format: a role ARN or a service account's e-mail address. */
  readonly principal: string;
  /**
   * Kubernetes secret in the same namespace with a static key, as `KEY_VARIABLES`, for an object store that doesn't know
   * the cluster's service accounts.
   * @default - none: the identity is enough
   */
  readonly keySecret?: string;
}

/** An object store. */
export interface ObjectStore {
  readonly name: string;
  /** API that clients use: S3 or Cloud Storage. */
  readonly scheme: "s3" | "gs";
  /** `<scheme>://<name>`. */
  readonly uri: string;
  readonly region: string;
  /** S3-compatible endpoint, for clients that require one. */
  readonly endpoint: string;
  /** It doesn't know the cluster's service accounts: clients need the key of their identity. @default false */
  readonly requiresKey?: true;
}

/** Address of a database server and location of its master password; never the password itself. */
export interface SqlDatabase {
  readonly engine: "postgres" | "mysql";
  readonly host: string;
  readonly port: number;
  readonly adminUser: string;
  /** Entry of the cloud's secret store that holds the master password. */
  readonly adminSecret: SecretEntry;
  /** Certificate authority bundle that clients verify the server against (`sslrootcert`, `ssl-ca`). */
  readonly certificateAuthority: string;
  /**
   * Whether the job that has the master password verifies the server's name and certificate; `certificateAuthority` is
   * PEM then.
   * @default - it requires TLS
   */
  readonly verified?: true;
}

/** A PostgreSQL server. */
export interface PostgresDatabase extends SqlDatabase {
  readonly engine: "postgres";
}

/** A MySQL server. */
export interface MysqlDatabase extends SqlDatabase {
  readonly engine: "mysql";
}

/** An image registry. */
export interface ImageRegistry {
  /** Host and path without an image name. */
  readonly address: string;
  readonly region: string;
}

/** A secret store. */
export interface SecretStore {
  /** Prefix of every entry's name. */
  readonly prefix: string;
  readonly region: string;
  /** Names of the entries, by purpose. Their owners set the values, not Terraform. */
  readonly entries: Readonly<Record<string, string>>;
}

/** A key of the cloud's key management service. */
export interface EncryptionKey {
  /** ARN on AWS, resource id on Google Cloud. */
  readonly id: string;
}
