/** A block of another program's configuration, passed on unchanged. */
export type PassedOn = Readonly<Record<string, unknown>>;

/**
 * Servers that the owner of a Kubernetes cluster has already. Each takes the place of the embedded one, which is then
 * absent. Keys and passwords are entries of the secret store: `mlops inventory` lists their names.
 */
export interface OwnServers {
  /** A store with S3's API. Its buckets have the same names as the embedded ones, and exist already. */
  readonly objectStore?: OwnObjectStore;
}

/** An object store with S3's API, which clients address by path (`<endpoint>/<bucket>`). */
export interface OwnObjectStore {
  /** URL, e.g. `https://s3.example.com:9000`; `http://` only in tier `dev`. */
  readonly endpoint: string;
  /** Region that requests are signed for. Stores without regions accept `us-east-1`. */
  readonly region: string;
}
