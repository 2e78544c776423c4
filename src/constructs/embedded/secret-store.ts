import { Construct } from "../../framework/terraform";
import type { JsonObject } from "../kubernetes/json";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { VALUE } from "./generated-secret";

export interface SecretReader {
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface SecretStoreProps {
  /** Namespace whose Kubernetes secrets are the entries; no one else may read them. */
  readonly namespace: string;
  /** The service account of External Secrets, which reads every entry. */
  readonly reader: SecretReader;
  /** Teams' service accounts, each with the only entries that it may read. */
  readonly teams: readonly (SecretReader & { readonly entries: readonly string[] })[];
}

/**
 * A namespace as secret store. Owners set the values: `kubectl -n foundation create secret generic release-token
 * --from-literal=value=…`.
 */
export class SecretStore extends Construct {
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, { namespace, reader, teams }: SecretStoreProps) {
    super(scope, id);
    this.bundle = new ManifestBundle(this, "readers", {
      name: "secret-readers",
      namespace,
      manifests: [
        ...mayRead("external-secrets", namespace, reader),
        ...teams.flatMap(({ entries, ...team }) => mayRead(`team-${team.namespace}`, namespace, team, entries)),
      ],
    });
  }

  /**
   * `provider` block of a store that reads the namespace. A store of one namespace must not name the namespace of its
   * reader, which is its own; a cluster-wide one has to.
   * https://external-secrets.io/latest/provider/kubernetes/
   */
  static providerOf(
    namespace: string,
    { serviceAccount: name, ...reader }: Pick<SecretReader, "serviceAccount"> & Partial<SecretReader>,
  ): JsonObject {
    const from = reader.namespace === undefined ? {} : { namespace: reader.namespace };
    return {
      kubernetes: {
        remoteNamespace: namespace,
        server: { caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt", ...from } },
        auth: { serviceAccount: { name, ...from } },
      },
    };
  }

  /** An entry as the consumers of a store name it. */
  static entry(entry: string, property = VALUE): { readonly entry: string; readonly property: string } {
    return { entry, property };
  }
}

function mayRead(name: string, namespace: string, reader: SecretReader, resourceNames?: readonly string[]): Manifest[] {
  const metadata = { name, namespace };
  return [
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata,
      rules: [
        { apiGroups: [""], resources: ["secrets"], verbs: ["get"], ...(resourceNames && { resourceNames }) },
        { apiGroups: ["authorization.k8s.io"], resources: ["selfsubjectrulesreviews"], verbs: ["create"] },
      ],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: reader.serviceAccount, namespace: reader.namespace }],
    },
  ];
}
