import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { NAMESPACES } from "../../kubernetes/names";
import { authoritiesFile, authoritiesMap, trusting } from "../../kubernetes/trusted-authorities";

/** Certificates of authorities of the owner's own servers, PEM. */
export interface Authorities {
  /** @default - the server's certificate is from an authority that the image knows */
  readonly git?: string;
  /** @default - the registry's certificate is from an authority that the image knows */
  readonly registry?: string;
}

const NAME = "certificate-authorities";

/** The authorities, for the pods of workflows. */
export function authoritiesOf({ git, registry }: Authorities): Manifest {
  const certificates = [git, registry].flatMap((each) => (each === undefined ? [] : [`${each.trim()}\n`]));
  return authoritiesMap(NAME, NAMESPACES["model-delivery"], [...new Set(certificates)].join(""));
}

/**
 * What makes the pods of a workflow trust them. Git has a setting of its own, which replaces the authorities of the image.
 * https://argo-workflows.readthedocs.io/en/latest/fields/#workflowspec
 */
export function trustingPods({ git }: Authorities): JsonObject {
  const { env, volumes, volumeMounts } = trusting(NAME);
  const forGit = git === undefined ? [] : [{ name: "GIT_SSL_CAINFO", value: authoritiesFile(NAME) }];
  const patch = { volumes, containers: [{ name: "main", env: [...env, ...forGit], volumeMounts }] };
  return { podSpecPatch: JSON.stringify(patch) };
}
