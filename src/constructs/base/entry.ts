import { IMAGES } from "../../catalogue/images";
import type { ProviderEndpoints, SecretEntry } from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { certificate } from "../kubernetes/certificate";
import { Component, type ComponentProps } from "../kubernetes/component";
import { disruptionBudget, EVICT_UNREADY } from "../kubernetes/disruption-budget";
import { externalSecret, generatedPassword } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { podMonitor } from "../kubernetes/monitor";
import { CLOUD_SECRETS, NAMESPACES, USER_HEADER } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { resources, SECCOMP, spread, type Workload } from "../kubernetes/workload";
import { ISSUER } from "./cert-manager";
import { SIGN_ON } from "./istio";
import { modelsGateway } from "./models-gateway";
import { platformHosts } from "./platform-hosts";

export interface SingleSignOn {
  /** URL of the identity provider. */
  readonly issuer: string;
  readonly clientId: string;
  /** The provider's endpoints, if the cluster reaches them at other addresses than browsers. @default - discovered */
  readonly endpoints?: ProviderEndpoints;
  /** Entry in the cloud's secret store with the client secret. */
  readonly clientSecretEntry: SecretEntry;
}

export interface EntryProps extends ComponentProps {
  /** Domain of all web interfaces. */
  readonly domain: string;
  readonly signOn: SingleSignOn;
  /** Names of the teams, each with the namespace of its name. @default - none */
  readonly teams?: readonly string[];
  /** Hosts that require the single sign-on; interfaces with a sign-on of their own are not listed. */
  readonly guardedHosts: readonly string[];
  /** Annotations that keep the cloud's load balancer inside the network. */
  readonly loadBalancerAnnotations: Readonly<Record<string, string>>;
  /** How clients reach the gateway: a port of every node, or only through the API server. @default "LoadBalancer" */
  readonly serviceType?: "LoadBalancer" | "NodePort" | "ClusterIP";
  /** Issuer of the certificates. @default - the one of ACME */
  readonly issuer?: string;
  /** Accepts routes of the Gateway API from teams, as KServe's mode Standard creates them. @default false */
  readonly routesModels?: boolean;
}

/** Name of the gateway's Deployment and Service. */
export const ENTRY_SERVICE = "istio-ingressgateway";

const CERTIFICATE = "entry-certificate";
const SIGN_ON_HOST = "sign-on";

/** https://oauth2-proxy.github.io/oauth2-proxy/features/endpoints */
const UNASKED = ["/oauth2/*", "/ping", "/ready", "/robots.txt"];

/**
 * The single entry point: a load balancer inside the network, a certificate for the whole domain, and a single sign-on
 * in front of every interface that has none. Model endpoints share the gateway; their callers are machines.
 */
export class Entry extends Component {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EntryProps,
  ) {
    super(
      scope,
      id,
      "entry",
      {
        name: NAMESPACES.entry,
        admits: [NAMESPACES.istio, NAMESPACES.monitoring],
        openPorts: [80, 443, 15021],
      },
      props,
    );
    const gateway = this.workload(ENTRY_SERVICE, { alert: "critical", replicas: 2, cpuMillis: 100, memoryMiB: 256 });
    const proxy = this.workload("oauth2-proxy", { alert: "critical", replicas: 2, cpuMillis: 10, memoryMiB: 64 });
    this.install("gateway", {
      name: ENTRY_SERVICE,
      labels: { app: ENTRY_SERVICE, istio: "ingressgateway" },
      autoscaling: { enabled: this.highlyAvailable, minReplicas: gateway.replicas, maxReplicas: 5 },
      ...(this.highlyAvailable && { podDisruptionBudget: { minAvailable: 1, ...EVICT_UNREADY } }),
      resources: resources(gateway),
      // The chart names no version, because Istio replaces the image. Kubernetes would pull it at every start, and no
      // gateway would start without the registry.
      imagePullPolicy: "IfNotPresent",
      ...this.spread({ istio: "ingressgateway" }),
      // Naming one replaces the chart's default, and with it the permission to listen on ports below 1024 without
      // privileges.
      securityContext: { ...SECCOMP, sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] },
      service: serviceOf(props),
    });
    this.apply("entry", [
      ...this.gateway(),
      podMonitor({
        name: ENTRY_SERVICE,
        namespace: this.namespace,
        label: ["istio", "ingressgateway"],
        // Prometheus only discovers ports that a container declares, and this is the only one.
        port: "http-envoy-prom",
        path: "/stats/prometheus",
      }),
      ...this.secrets(),
      ...this.signOn(proxy),
      ...platformHosts(props.domain, `${SIGN_ON_HOST}.${props.domain}`, props.teams),
      ...(props.guardedHosts.length > 0 ? this.guard(props.guardedHosts) : []),
    ]);
  }

  private gateway(): Manifest[] {
    const { domain, routesModels = false, issuer = ISSUER } = this.props;
    const hosts = [`*.${domain}`];
    return [
      certificate(CERTIFICATE, this.namespace, [domain, ...hosts], issuer),
      {
        apiVersion: "networking.istio.io/v1",
        kind: "Gateway",
        metadata: { name: "entry", namespace: this.namespace },
        spec: {
          selector: { istio: "ingressgateway" },
          servers: [
            { port: { number: 80, name: "http", protocol: "HTTP" }, hosts, tls: { httpsRedirect: true } },
            {
              port: { number: 443, name: "https", protocol: "HTTPS" },
              hosts,
              tls: { mode: "SIMPLE", credentialName: CERTIFICATE, minProtocolVersion: "TLSV1_2" },
            },
          ],
        },
      },
      ...(routesModels ? modelsGateway(domain, ENTRY_SERVICE, issuer) : []),
    ];
  }

  private secrets(): Manifest[] {
    return [
      externalSecret({
        name: "oidc-client",
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: { "client-secret": { entry: this.props.signOn.clientSecretEntry } },
      }),
      // 32 characters: the AES key of the cookies.
      ...generatedPassword("oauth2-proxy-cookie", this.namespace, 32),
    ];
  }

  private signOn(proxy: Workload): Manifest[] {
    const labels = { app: "oauth2-proxy" };
    const metadata = { name: "oauth2-proxy", namespace: this.namespace, labels };
    return [
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: {
          replicas: proxy.replicas,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              automountServiceAccountToken: false,
              securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
              topologySpreadConstraints: spread(labels),
              containers: [this.proxyContainer(proxy)],
            },
          },
        },
      },
      {
        apiVersion: "v1",
        kind: "Service",
        metadata,
        spec: { selector: labels, ports: [{ name: "http", port: 4180, targetPort: "http" }] },
      },
      disruptionBudget("oauth2-proxy", this.namespace, labels),
      // The identity provider redirects users here.
      route({
        name: SIGN_ON_HOST,
        namespace: this.namespace,
        host: `${SIGN_ON_HOST}.${this.props.domain}`,
        service: "oauth2-proxy",
        port: 4180,
      }),
    ];
  }

  private proxyContainer(proxy: Workload) {
    const { domain, signOn } = this.props;
    const secret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
    return {
      name: "oauth2-proxy",
      image: mirroredImage(IMAGES.oauth2Proxy, this.mirror),
      args: [
        "--provider=oidc",
        `--oidc-issuer-url=${signOn.issuer}`,
        ...(signOn.endpoints
          ? [
              "--skip-oidc-discovery=true",
              `--login-url=${signOn.endpoints.authorizationUrl}`,
              `--redeem-url=${signOn.endpoints.tokenUrl}`,
              `--oidc-jwks-url=${signOn.endpoints.keysUrl}`,
              // Otherwise the embedded provider asks for a consent at every sign-on.
              "--approval-prompt=auto",
            ]
          : []),
        `--client-id=${signOn.clientId}`,
        `--redirect-url=https://${SIGN_ON_HOST}.${domain}/oauth2/callback`,
        `--cookie-domain=.${domain}`,
        `--whitelist-domain=.${domain}`,
        "--cookie-secure=true",
        "--cookie-samesite=lax",
        "--email-domain=*",
        "--http-address=0.0.0.0:4180",
        "--upstream=static://200",
        "--reverse-proxy=true",
        "--set-xauthrequest=true",
        "--skip-provider-button=true",
        // Programs send a token that the provider issued for this client; an invalid one is rejected, not redirected to
        // a login page.
        "--skip-jwt-bearer-tokens=true",
        "--bearer-token-login-fallback=false",
        // The session is validated with the provider every hour: users join and leave.
        "--cookie-refresh=1h",
      ],
      env: [
        { name: "OAUTH2_PROXY_CLIENT_SECRET", ...secret("oidc-client", "client-secret") },
        { name: "OAUTH2_PROXY_COOKIE_SECRET", ...secret("oauth2-proxy-cookie", "password") },
      ],
      ports: [{ name: "http", containerPort: 4180 }],
      readinessProbe: { httpGet: { path: "/ready", port: "http" } },
      livenessProbe: { httpGet: { path: "/ping", port: "http" } },
      resources: resources(proxy),
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    };
  }

  /**
   * Requests to these hosts are authorized before they are forwarded; the response overwrites the identity headers.
   * Requests that set these headers elsewhere are denied, including on the paths that the sign-on serves without
   * authentication. The gateway routes a host with any port alike, so a rule has to match both forms.
   * https://istio.io/latest/docs/ops/best-practices/security/#writing-host-match-policies
   */
  private guard(guardedHosts: readonly string[]): Manifest[] {
    const hosts = guardedHosts.flatMap((host) => [host, `${host}:*`]);
    const policy = (name: string, rest: JsonObject): Manifest => ({
      apiVersion: "security.istio.io/v1",
      kind: "AuthorizationPolicy",
      metadata: { name, namespace: this.namespace },
      spec: { selector: { matchLabels: { istio: "ingressgateway" } }, ...rest },
    });
    return [
      policy(SIGN_ON, { action: "CUSTOM", provider: { name: SIGN_ON }, rules: [{ to: [{ operation: { hosts } }] }] }),
      policy("no-forged-user", {
        action: "DENY",
        rules: [
          {
            to: [{ operation: { notHosts: hosts } }, { operation: { paths: UNASKED } }],
            when: [{ key: `request.headers[${USER_HEADER}]`, values: ["*"] }],
          },
        ],
      }),
    ];
  }
}

/** Ports of every node for a gateway without a load balancer. */
export const NODE_PORTS = { http: 30080, https: 30443 } as const;

/** https://github.com/istio/istio/blob/1.30.3/manifests/charts/gateway/values.yaml */
function serviceOf({ serviceType = "LoadBalancer", loadBalancerAnnotations: annotations }: EntryProps): JsonObject {
  if (serviceType !== "NodePort") return { ...(serviceType === "ClusterIP" && { type: serviceType }), annotations };
  const port = (name: keyof typeof NODE_PORTS, port: number) => ({
    name: name === "http" ? "http2" : name,
    port,
    protocol: "TCP",
    targetPort: port,
    nodePort: NODE_PORTS[name],
  });
  return { type: serviceType, annotations, ports: [port("http", 80), port("https", 443)] };
}
