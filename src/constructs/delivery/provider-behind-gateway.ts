import { certificate } from "../kubernetes/certificate";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";

/**
 * How pods reach an identity provider behind the entry gateway by the name that browsers use: in a pod the name has no
 * address (`dex.ml.localhost` would be the pod itself), and no image trusts the authority of its certificate.
 */
export interface ProviderBehindGateway {
  readonly host: string;
  /** IP address of the gateway's Service. */
  readonly address: string;
  /** ClusterIssuer of the gateway's certificate. @default - a public authority */
  readonly issuer?: string;
}

const AUTHORITY = "sign-on-authority";
const FOLDER = "/etc/sign-on-authority";

/** The `hostAliases` of a pod that calls the provider. */
export function aliases({ host, address }: ProviderBehindGateway): JsonObject[] {
  return [{ ip: address, hostnames: [host] }];
}

/**
 * What makes a Go program trust the provider, besides the authorities of its image. The program starts without it as
 * well: an issuer may name no authority.
 * https://pkg.go.dev/crypto/x509#SystemCertPool
 */
export function trusted({ issuer }: ProviderBehindGateway) {
  if (issuer === undefined) return undefined;
  return {
    env: [{ name: "SSL_CERT_DIR", value: FOLDER }],
    volumes: [
      {
        name: AUTHORITY,
        secret: { secretName: AUTHORITY, optional: true, items: [{ key: "ca.crt", path: "ca.crt" }] },
      },
    ],
    volumeMounts: [{ name: AUTHORITY, mountPath: FOLDER, readOnly: true }],
  };
}

/**
 * cert-manager writes the issuer's authority next to each certificate; this one is for nothing else. An issuer may only
 * sign names of the platform's domain.
 */
export function authority({ host, issuer }: ProviderBehindGateway, namespace: string): Manifest[] {
  const domain = host.slice(host.indexOf(".") + 1);
  return issuer === undefined ? [] : [certificate(AUTHORITY, namespace, [`${AUTHORITY}.${domain}`], issuer)];
}
