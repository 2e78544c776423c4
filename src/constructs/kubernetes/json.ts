/** JSON for Kubernetes manifests and chart values; strings may contain Terraform tokens. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
