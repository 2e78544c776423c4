/** What Kubernetes manifests and chart values are made of; texts may hold Terraform tokens. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
