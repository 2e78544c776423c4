import { IMAGES } from "../../catalogue/images";
import type * as contracts from "../../contracts";
import { DEX, dexIssuer } from "../../facts/embedded-sign-on";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret, generatedPassword } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import { mirroredImage } from "../kubernetes/mirror";
import { podMonitor } from "../kubernetes/monitor";
import { CLOUD_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { RESTRICTED, resources, SECCOMP, type Workload } from "../kubernetes/workload";

export interface DexProps extends ComponentProps {
  /** Domain of all web interfaces. */
  readonly domain: string;
  readonly clientId: string;
  /** Entry of the secret store with the client's secret. */
  readonly clientSecretEntry: contracts.SecretEntry;
  /** Hosts that sign users on, each with the path that the provider returns to. */
  readonly redirects: Readonly<Record<string, string>>;
  /** E-mail address of the only user, an administrator. */
  readonly administrator: string;
  readonly adminGroup: string;
}

/** Kubernetes secret with the administrator's password. */
export const ADMINISTRATOR_SECRET = "administrator";

const CONFIG = "/etc/dex/config.yaml";
const TELEMETRY = 5558;

/** User of the image: https://github.com/dexidp/dex/blob/v2.45.1/Dockerfile */
const USER = 1001;

/**
 * An identity provider with one administrator, for a cluster whose people have none. Sessions end when it restarts,
 * because it keeps them in memory. https://dexidp.io/docs/
 */
export class Dex extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: DexProps) {
    super(
      scope,
      id,
      "dex",
      { name: NAMESPACES.dex, admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES.airflow] },
      // With its sessions in memory, a second replica would not know those of the first.
      { ...props, highlyAvailable: false },
    );
    this.endpoint = dexIssuer(props.domain);
    const server = this.workload("dex", { alert: "critical", cpuMillis: 10, memoryMiB: 128 });
    const metadata = { name: DEX.name, namespace: this.namespace, labels: { app: "dex" } };
    this.apply("dex-secrets", [
      externalSecret({
        name: "oidc-client",
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: { "client-secret": { entry: props.clientSecretEntry } },
      }),
      ...generatedPassword(ADMINISTRATOR_SECRET, this.namespace, 24, { hash: "{{ .password | bcrypt }}" }),
    ]);
    this.apply("dex", [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata,
        data: { "config.yaml": JSON.stringify(settings(props, this.endpoint)) },
      },
      { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: this.deployment(props, server) },
      {
        apiVersion: "v1",
        kind: "Service",
        metadata,
        spec: { selector: { app: "dex" }, ports: [{ name: "http", port: DEX.port, targetPort: "http" }] },
      },
      podMonitor({ name: "dex", namespace: this.namespace, label: ["app", "dex"], port: TELEMETRY }),
      route({
        name: DEX.name,
        namespace: this.namespace,
        host: new URL(this.endpoint).host,
        service: DEX.name,
        port: DEX.port,
      }),
    ]);
  }

  private deployment(props: DexProps, server: Workload): JsonObject {
    const secret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
    return {
      replicas: server.replicas,
      selector: { matchLabels: { app: "dex" } },
      template: {
        // A changed configuration starts a new pod.
        metadata: {
          labels: { app: "dex" },
          annotations: { "mlops/config": JSON.stringify(settings(props, this.endpoint)) },
        },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: USER, ...SECCOMP },
          containers: [
            {
              name: "dex",
              image: mirroredImage(IMAGES.dex, this.mirror),
              command: ["/usr/local/bin/dex", "serve", CONFIG],
              env: [
                { name: "CLIENT_SECRET", ...secret("oidc-client", "client-secret") },
                { name: "ADMINISTRATOR_HASH", ...secret(ADMINISTRATOR_SECRET, "hash") },
              ],
              ports: [
                { name: "http", containerPort: DEX.port },
                { name: "telemetry", containerPort: TELEMETRY },
              ],
              readinessProbe: { httpGet: { path: "/healthz/ready", port: "telemetry" } },
              livenessProbe: { httpGet: { path: "/healthz/live", port: "telemetry" } },
              resources: resources(server),
              securityContext: { ...RESTRICTED, readOnlyRootFilesystem: true },
              volumeMounts: [{ name: "config", mountPath: "/etc/dex", readOnly: true }],
            },
          ],
          volumes: [{ name: "config", configMap: { name: "dex" } }],
        },
      },
    };
  }
}

/** https://github.com/dexidp/dex/blob/v2.45.1/config.yaml.dist */
function settings(props: DexProps, issuer: string): JsonObject {
  const { domain, clientId, redirects, administrator, adminGroup } = props;
  return {
    issuer,
    storage: { type: "memory" },
    web: { http: `0.0.0.0:${DEX.port}` },
    telemetry: { http: `0.0.0.0:${TELEMETRY}` },
    // Programs get a token with the administrator's name and password.
    oauth2: { skipApprovalScreen: true, passwordConnector: "local" },
    enablePasswordDB: true,
    staticPasswords: [
      {
        email: administrator,
        username: administrator,
        userID: administrator,
        hashFromEnv: "ADMINISTRATOR_HASH",
        groups: [adminGroup],
      },
    ],
    staticClients: [
      {
        id: clientId,
        name: "Platform",
        secretEnv: "CLIENT_SECRET",
        redirectURIs: Object.entries(redirects).map(([host, path]) => `https://${host}.${domain}${path}`),
      },
    ],
  };
}
