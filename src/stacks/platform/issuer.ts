import { CLUSTER_AUTHORITY } from "../../constructs/base/cert-manager";
import type { CloudFacts } from "./cloud-facts";

/** Without ACME, and without an issuer that exists already, an authority of the cluster signs. */
export function issuerOf({ issuer, dnsSolver }: CloudFacts): { readonly issuer?: string } {
  if (issuer !== undefined) return { issuer };
  return dnsSolver ? {} : { issuer: CLUSTER_AUTHORITY };
}
