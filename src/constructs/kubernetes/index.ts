export { Component, type ComponentProps } from "./component";
export { type ExternalSecretProps, externalSecret, generatedPassword } from "./external-secret";
export { HelmRelease, type HelmReleaseProps } from "./helm-release";
export type { Json, JsonObject } from "./json";
export { type Manifest, ManifestBundle, type ManifestBundleProps } from "./manifest-bundle";
export { Namespace, type NamespaceProps, type PodSecurity } from "./namespace";
export { type RouteProps, route } from "./route";
export { Team, type TeamProps } from "./team";
export { resources, spread, type Workload } from "./workload";
