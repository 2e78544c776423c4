import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { NAMESPACES } from "../../kubernetes/names";

/** Certificates of authorities of the owner's own servers, PEM. */
export interface Authorities {
  /** @default - the server's certificate is from an authority that the image knows */
  readonly git?: string;
  /** @default - the registry's certificate is from an authority that the image knows */
  readonly registry?: string;
}

const NAME = "certificate-authorities";
const FILE = "ca.crt";
const FOLDER = "/certificate-authorities";

/** The authorities, for the pods of workflows. */
export function authoritiesOf({ git, registry }: Authorities): Manifest {
  const certificates = [git, registry].flatMap((each) => (each === undefined ? [] : [`${each.trim()}\n`]));
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: NAME, namespace: NAMESPACES["model-delivery"] },
    data: { [FILE]: [...new Set(certificates)].join("") },
  };
}

/**
 * What makes the pods of a workflow trust them. cosign and Python add the file to the authorities of the image; Git has
 * a setting of its own, which replaces them.
 * https://argo-workflows.readthedocs.io/en/latest/fields/#workflowspec
 */
export function trusting({ git }: Authorities): JsonObject {
  const file = `${FOLDER}/${FILE}`;
  const patch: JsonObject = {
    volumes: [{ name: NAME, configMap: { name: NAME } }],
    containers: [
      {
        name: "main",
        env: [
          { name: "SSL_CERT_FILE", value: file },
          ...(git === undefined ? [] : [{ name: "GIT_SSL_CAINFO", value: file }]),
        ],
        volumeMounts: [{ name: NAME, mountPath: FOLDER, readOnly: true }],
      },
    ],
  };
  return { podSpecPatch: JSON.stringify(patch) };
}
