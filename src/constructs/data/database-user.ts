/** A user of a database server and what it owns. */
export interface DatabaseUser {
  /** Name of the user; its password is in the Kubernetes secret `database-<name>`. */
  readonly name: string;
  /** Namespace of its client, which reads the password. */
  readonly namespace: string;
  /** Databases that the user owns. */
  readonly databases: readonly string[];
}

/** Kubernetes secret with the password of a user. */
export function secretOf(user: string): string {
  return `database-${user}`;
}

/** Environment variable with the password of a user, for a server's setup job. */
export function passwordVariable(user: string): string {
  return `PASSWORD_${user.toUpperCase().replaceAll("-", "_")}`;
}
