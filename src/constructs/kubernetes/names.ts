import { NAMESPACES } from "../../facts/namespaces";

export { NAMESPACES };

/** Secret store of the cloud, by its name in External Secrets. */
export const CLOUD_SECRETS = "cloud";

/** Secret store with the database users, created by the component databases. */
export const DATABASE_SECRETS = "databases";

/** The gateway that serves every web interface. */
export const ENTRY_GATEWAY = `${NAMESPACES.entry}/entry`;

/** Header in which the single sign-on of the entry gateway passes the user's e-mail address. */
export const USER_HEADER = "x-auth-request-email";

/** Label that distinguishes a team's namespace from the platform's own; policies select by it. */
export const TEAM_LABEL = "mlops/team";

/** Label of everything that belongs to a model, with the model's name. */
export const MODEL_LABEL = "mlops/model";

/** Service account of pipeline steps in a team's namespace. */
export const PIPELINE_RUNNER = "pipeline-runner";

/**
 * Where a team's objects are in the bucket of pipelines. The web interface of Kubeflow Pipelines identifies the owner
 * of an object by the first part.
 */
export function pipelinesPrefix(team: string): string {
  return `private-artifacts/${team}`;
}
