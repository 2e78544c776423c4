import type { ArgoCdProps } from "../../constructs/delivery/argo-cd";
import type { Environment } from "../../environment/environment";
import { gitHostOf, ownGitOf } from "../../environment/repository";

/** Who signs the certificate of the owner's own Git server. */
export function gitAuthoritiesOf(environment: Pick<Environment, "cloud">): Pick<ArgoCdProps, "gitAuthorities"> {
  const authority = ownGitOf(environment)?.certificateAuthority;
  return authority === undefined ? {} : { gitAuthorities: { [gitHostOf(environment)]: authority } };
}
