/** A block of another program's configuration, passed on unchanged. */
export type PassedOn = Readonly<Record<string, unknown>>;

/**
 * Servers that the owner of a Kubernetes cluster has already. Each takes the place of the embedded one, which is then
 * absent. Keys and passwords are entries of the secret store: `mlops inventory` lists their names.
 */
export interface OwnServers {
  /** Where the entries are that their owners set. What the platform generates stays in the namespace `foundation`. */
  readonly secretStore?: OwnSecretStore;
  /** A store with S3's API. Its buckets have the same names as the embedded ones, and exist already. */
  readonly objectStore?: OwnObjectStore;
  /** Where backups go, away from the cluster. @default - the bucket of backups in the object store */
  readonly backup?: OwnBucket;
  /** A PostgreSQL server. */
  readonly postgres?: OwnDatabase;
  /** A MySQL server; only Kubeflow Pipelines needs one. */
  readonly mysql?: OwnDatabase;
  /** Who signs the certificate of the entry gateway. @default - an authority of the cluster, which browsers don't know */
  readonly certificates?: OwnCertificates;
  /** Where the records of `platform.domain` are. @default - names that resolve already */
  readonly dns?: OwnDns;
  /** The Git server with `repository`. @default - github.com */
  readonly git?: OwnGit;
  /** The registry of the teams' images and of signed statements. @default - `ghcr.io/<repository>` */
  readonly registry?: OwnRegistry;
}

/** A bucket that exists already. The entry `backup-store` has its key, which reads and writes all of it. */
export interface OwnBucket extends OwnObjectStore {
  readonly bucket: string;
}

/**
 * A database server that accepts connections over TLS. Components get users and databases of their own on it, which a
 * job creates with the password of `adminUser`, from the entry `postgres-password` or `mysql-password`.
 */
export interface OwnDatabase {
  readonly host: string;
  /** @default - the standard port: 5432, 3306 */
  readonly port?: number;
  /** User that may create users and databases; it need not be a superuser. */
  readonly adminUser: string;
  /**
   * Certificates of authorities, PEM: the job verifies the server's certificate and name before it logs in.
   * @default - it requires TLS only, as components do
   */
  readonly certificateAuthority?: string;
}

/**
 * A Git server that serves repositories by HTTPS, at `<server>/<owner>/<name>.git`. Releases push commits with the entry
 * `release-token` as password; pull requests are only opened on GitHub.
 */
export interface OwnGit {
  /** URL, e.g. `https://git.example.com`. */
  readonly server: string;
  /** Certificates of the authorities that sign the server's, PEM. @default - authorities that the images know */
  readonly certificateAuthority?: string;
}

/** A registry of container images, by HTTPS. */
export interface OwnRegistry {
  /** Where the images are, without protocol, e.g. `registry.example.com/ml`: `<address>/model-delivery` is one. */
  readonly address: string;
  /**
   * Certificates of the authorities that sign the registry's, PEM. The nodes pull images, so their container runtime
   * has to know them, too.
   * @default - authorities that the images know
   */
  readonly certificateAuthority?: string;
}

/** An object store with S3's API, which clients address by path (`<endpoint>/<bucket>`). */
export interface OwnObjectStore {
  /** URL, e.g. `https://s3.example.com:9000`; `http://` only in tier `dev`. */
  readonly endpoint: string;
  /** Region that requests are signed for. Stores without regions accept `us-east-1`. */
  readonly region: string;
}

/** One of the two. */
export interface OwnCertificates {
  /** A ClusterIssuer that exists, of the cluster's own cert-manager; the platform installs none. */
  readonly issuer?: string;
  /** Let's Encrypt, with `owner` as contact. */
  readonly acme?: {
    /**
     * `dns01` block of cert-manager, e.g. `{ cloudflare: { apiTokenSecretRef: { name: "dns-token", key: "value" } } }`.
     * Secrets that it names are copied from the entries of the same name.
     * https://cert-manager.io/docs/configuration/acme/dns01/
     */
    readonly solver: PassedOn;
  };
}

/** external-dns writes the records of the gateway. Its address has to be that of a load balancer. */
export interface OwnDns {
  /** `provider.name` of the chart: https://kubernetes-sigs.github.io/external-dns/latest/#the-latest-release */
  readonly provider: string;
  /**
   * Environment variables of the provider, as in a pod, e.g. `{ name: "CF_API_TOKEN", valueFrom: { secretKeyRef: { name:
   * "dns-token", key: "value" } } }`. Secrets that they name are copied from the entries of the same name.
   */
  readonly env: readonly PassedOn[];
}

/** A secret store that External Secrets reads. */
export interface OwnSecretStore {
  /** `provider` block of a ClusterSecretStore: https://external-secrets.io/latest/api/clustersecretstore/ */
  readonly provider: PassedOn;
  /** Before the name of each entry, e.g. `mlops/dev/`. @default "" */
  readonly prefix?: string;
  /** Property of an entry with one value, e.g. `value`. @default - the whole entry is the value */
  readonly property?: string;
}
