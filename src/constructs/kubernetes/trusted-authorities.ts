import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";

const FILE = "ca.crt";

/** Path of the certificates in a container. @param name of the ConfigMap */
export function authoritiesFile(name: string): string {
  return `/${name}/${FILE}`;
}

/** Certificates of authorities as a ConfigMap. @param certificates PEM */
export function authoritiesMap(name: string, namespace: string, certificates: string): Manifest {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { [FILE]: certificates } };
}

/**
 * What makes a container trust the authorities of a ConfigMap. Go and Python add the file to those of the image.
 * https://pkg.go.dev/crypto/x509#SystemCertPool
 */
export function trusting(name: string) {
  return {
    env: [{ name: "SSL_CERT_FILE", value: authoritiesFile(name) }],
    volumes: [{ name, configMap: { name } }],
    volumeMounts: [{ name, mountPath: `/${name}`, readOnly: true }],
  } satisfies JsonObject;
}
