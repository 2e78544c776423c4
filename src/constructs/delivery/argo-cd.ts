import type { SecretEntry } from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { CLOUD_SECRETS, NAMESPACES } from "../kubernetes/names";
import { OWN_CLUSTER } from "../kubernetes/own-cluster";
import { route } from "../kubernetes/route";
import { resources } from "../kubernetes/workload";
import { eventsAccount } from "../observability/events-account";
import { endpointNotifications, NOTIFICATIONS_ACCOUNT, NOTIFICATIONS_SECRET } from "./endpoint-notifications";
import { aliases, authority, type ProviderBehindGateway, trusted } from "./provider-behind-gateway";

export interface ArgoCdProps extends ComponentProps {
  readonly domain: string;
  readonly signOn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecretEntry: SecretEntry;
    /** Group whose members administer Argo CD; everyone else has read access. */
    readonly adminGroup: string;
    /** A provider on the same cluster. @default - pods reach the issuer like browsers */
    readonly behindGateway?: ProviderBehindGateway;
  };
  /** Teams: their project can only deploy to their own namespace. */
  readonly teams: readonly { readonly name: string; readonly groups: readonly string[] }[];
  /** Allowed sources of teams' manifests; `*` is a wildcard: `https://github.com/acme/*`. */
  readonly repositories: readonly string[];
  /**
   * Certificates of the authorities that sign those of Git servers, PEM, by host name.
   * @default - authorities that the image knows
   */
  readonly gitAuthorities?: Readonly<Record<string, string>>;
  /** Address that receives change events. @default - no automatic releases */
  readonly events?: string;
}

/** Name of a part in the chart, which puts the name of the release before it. */
const named = (part: string) => `argo-cd-argocd-${part}`;

/** Deploys what is in Git. https://argo-cd.readthedocs.io */
export class ArgoCd extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: ArgoCdProps) {
    super(
      scope,
      id,
      "argo-cd",
      { name: NAMESPACES["argo-cd"], admits: [NAMESPACES.entry, NAMESPACES.monitoring] },
      props,
    );
    const host = `argocd.${props.domain}`;
    this.endpoint = `https://${host}`;
    const controller = this.workload(named("application-controller"), {
      kind: "StatefulSet",
      cpuMillis: 250,
      memoryMiB: 1536,
    });
    const server = this.workload(named("server"), { replicas: 2, cpuMillis: 50, memoryMiB: 256 });
    const repository = this.workload(named("repo-server"), { replicas: 2, cpuMillis: 100, memoryMiB: 512 });
    const sets = this.workload(named("applicationset-controller"), { replicas: 2, cpuMillis: 20, memoryMiB: 192 });
    const redis = this.workload(named("redis"), { cpuMillis: 20, memoryMiB: 64 });
    const events = props.events === undefined ? undefined : this.notify(props.events);
    const monitored = { metrics: { enabled: true, serviceMonitor: { enabled: true } } };
    const pdb = { pdb: { enabled: this.highlyAvailable } };
    const { issuer, clientId, adminGroup, behindGateway } = props.signOn;
    const trust = behindGateway && trusted(behindGateway);
    this.apply("argocd-secrets", [
      externalSecret({
        name: "argocd-oidc",
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: { clientSecret: { entry: props.signOn.clientSecretEntry } },
        // Argo CD only reads secrets of other components that carry this label.
        labels: { "app.kubernetes.io/part-of": "argocd" },
      }),
      ...(behindGateway ? authority(behindGateway, this.namespace) : []),
      ...(events ? eventsAccount(NOTIFICATIONS_ACCOUNT, this.namespace, NOTIFICATIONS_SECRET) : []),
    ]);
    this.install("argo-cd", {
      // The chart's own policies would let every pod of the cluster connect to the server.
      global: {
        domain: host,
        networkPolicy: { create: false },
        ...(behindGateway && { hostAliases: aliases(behindGateway) }),
      },
      crds: { install: true, keep: true },
      configs: {
        cm: {
          "admin.enabled": false,
          "oidc.config": JSON.stringify({
            name: "Single sign-on",
            issuer,
            clientID: clientId,
            clientSecret: "$argocd-oidc:clientSecret",
            requestedScopes: ["openid", "profile", "email", "groups"],
          }),
        },
        params: { "server.insecure": true },
        rbac: { "policy.default": "role:readonly", "policy.csv": `g, ${adminGroup}, role:admin`, scopes: "[groups]" },
        ...(props.gitAuthorities && { tls: { certificates: props.gitAuthorities } }),
      },
      controller: { resources: resources(controller), ...monitored, ...pdb },
      server: { replicas: server.replicas, resources: resources(server), ...monitored, ...pdb, ...trust },
      repoServer: { replicas: repository.replicas, resources: resources(repository), ...monitored, ...pdb },
      applicationSet: { replicas: sets.replicas, resources: resources(sets), ...monitored, ...pdb },
      redis: { resources: resources(redis) },
      dex: { enabled: false },
      notifications: events ? { enabled: true, ...events, ...monitored } : { enabled: false },
    });
    this.apply("argocd-entry", [
      route({ name: "argocd", namespace: this.namespace, host, service: named("server"), port: 80 }),
      ...props.teams.map((team) => this.project(team, props.repositories)),
    ]);
  }

  /** A separate component with one replica: the chart has no leader election for several. */
  private notify(events: string): JsonObject {
    const workload = this.workload(named("notifications-controller"), { cpuMillis: 20, memoryMiB: 192 });
    return { resources: resources(workload), ...endpointNotifications(events) };
  }

  private project({ name, groups }: ArgoCdProps["teams"][number], repositories: readonly string[]): Manifest {
    return {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: { name, namespace: this.namespace },
      spec: {
        description: `Applications of team ${name}`,
        sourceRepos: [...repositories],
        destinations: [{ server: OWN_CLUSTER, namespace: name }],
        clusterResourceWhitelist: [],
        namespaceResourceBlacklist: [...PLATFORM_KINDS],
        roles: [
          {
            name: "member",
            groups: [...groups],
            policies: ["get", "sync", "override"].map(
              (action) => `p, proj:${name}:member, applications, ${action}, ${name}/*, allow`,
            ),
          },
        ],
      },
    };
  }
}

/**
 * Kinds that a team's repository may not contain: Argo CD applies them with cluster-wide rights, and they limit the
 * team, route other teams' traffic, or raise alerts that roll back and retrain other teams' models. Prometheus can't
 * enforce the namespace of a rule instead: `enforcedNamespaceLabel` also replaces the label `namespace` of every
 * metric, which exporters such as kube-state-metrics set to the namespace that they report on.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
const PLATFORM_KINDS = [
  { group: "", kind: "LimitRange" },
  { group: "", kind: "ResourceQuota" },
  { group: "gateway.networking.k8s.io", kind: "*" },
  { group: "kueue.x-k8s.io", kind: "LocalQueue" },
  { group: "monitoring.coreos.com", kind: "*" },
  { group: "networking.istio.io", kind: "*" },
  { group: "networking.k8s.io", kind: "Ingress" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
  { group: "rbac.authorization.k8s.io", kind: "Role" },
  { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
  { group: "security.istio.io", kind: "*" },
  { group: "serving.knative.dev", kind: "DomainMapping" },
] as const;
