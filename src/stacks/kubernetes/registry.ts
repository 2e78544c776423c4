import type { KubernetesEnvironment } from "../../environment/environment";
import type { CloudFacts } from "../platform/cloud-facts";

/** The registry of the teams' images: the owner's own, or GitHub's, next to the repository. */
export function registryOf({
  cloud,
  repository,
}: Pick<KubernetesEnvironment, "cloud" | "repository">): Pick<CloudFacts, "imageRegistry" | "registryAuthority"> {
  const { address, certificateAuthority } = cloud.registry ?? {};
  return {
    imageRegistry: address ?? `ghcr.io/${repository.toLowerCase()}`,
    ...(certificateAuthority !== undefined && { registryAuthority: certificateAuthority }),
  };
}
