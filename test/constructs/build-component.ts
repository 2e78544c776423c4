import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { Component } from "../../src/constructs/kubernetes/component";
import type * as contracts from "../../src/contracts";
import { synthesize } from "../../src/framework/synthesize";
import { type Construct, TerraformStack } from "../../src/framework/terraform";

// biome-ignore lint/suspicious/noExplicitAny: values and manifests have arbitrary structures, and tests assert on them
type Anything = any;

export interface BuiltComponent {
  readonly component: Component;
  /** Values of a chart. */
  readonly values: (chart: string) => Anything;
  /** The only manifest of a kind, or of a kind and a name. */
  readonly manifest: (kind: string, name?: string) => Anything;
  readonly kinds: readonly string[];
  /** The namespace that the component makes. */
  readonly namespace: Anything;
}

/** Builds a component on a separate cluster, without any cloud. */
export function buildComponent(build: (scope: Construct) => Component): BuiltComponent {
  let component: Component | undefined;
  const [stack] = synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new KubernetesProvider(scope, "kubernetes");
    new HelmProvider(scope, "helm");
    component = build(scope);
  });
  if (!component || !stack) throw new Error("nothing was built");
  const { releases, manifests } = component;
  return {
    component,
    values: (chart) => {
      const release = releases.find((candidate) => candidate.chart.name === chart);
      if (!release) throw new Error(`there is no chart ${chart}`);
      return release.values;
    },
    manifest: (kind, name) => {
      const found = manifests.filter(
        (candidate) => candidate.kind === kind && (name === undefined || candidate.metadata.name === name),
      );
      if (found.length !== 1) throw new Error(`${found.length} of ${kind} ${name ?? ""}`);
      return found[0];
    },
    kinds: manifests.map(({ kind }) => kind),
    namespace: Object.values((stack.json.resource as Anything).kubernetes_namespace_v1 ?? {})[0],
  };
}

export const IDENTITY: contracts.WorkloadIdentity = {
  namespace: "n",
  serviceAccount: "account",
  annotations: { "iam.gke.io/gcp-service-account": "account@project.iam.gserviceaccount.com" },
  podLabels: {},
  principal: "account@project.iam.gserviceaccount.com",
};

export const SERVER: contracts.PostgresDatabase = {
  engine: "postgres",
  host: "db.internal",
  port: 5432,
  adminUser: "platform_admin",
  adminSecret: "acme-admin",
  certificateAuthority: "",
};

export const MYSQL: contracts.MysqlDatabase = {
  ...SERVER,
  engine: "mysql",
  host: "mysql.internal",
  port: 3306,
  adminSecret: "acme-mysql-admin",
};

export function bucket(name: string, scheme: "s3" | "gs" = "s3"): contracts.ObjectStore {
  return {
    name,
    scheme,
    uri: `${scheme}://${name}`,
    region: "us-east-1",
    endpoint: "https://s3.us-east-1.amazonaws.com",
  };
}

export const SIGN_ON = {
  issuer: "https://login.example.com",
  authorizationUrl: "https://login.example.com/authorize",
  tokenUrl: "https://login.example.com/token",
  userinfoUrl: "https://login.example.com/userinfo",
  clientId: "ml",
  clientSecretEntry: "acme/oidc-client",
  adminGroup: "admins",
} as const;

export const DOMAIN = "ml.example.com";
