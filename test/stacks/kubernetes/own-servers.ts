import type {
  KubernetesEnvironment,
  OwnCertificates,
  OwnServers,
  Platform,
} from "../../../src/environment/environment";
import type { KubernetesInput } from "../../../src/environment/environment-input";
import { parseEnvironments } from "../../../src/environment/parse-environments";
import { helmValues, type ResourceGraph } from "../../../src/review/model";
import { kubernetesEnvironment, TODAY } from "../../environment/valid-environments";

/** One of each server that an owner may have. */
export const OWN = {
  secretStore: {
    provider: {
      vault: {
        server: "https://vault.example.com",
        path: "secret",
        version: "v2",
        auth: {
          kubernetes: {
            mountPath: "kubernetes",
            role: "mlops",
            serviceAccountRef: { name: "external-secrets", namespace: "external-secrets" },
          },
        },
      },
    },
    prefix: "mlops/dev/",
    property: "value",
  },
  objectStore: { endpoint: "https://s3.example.com:9000", region: "eu-central-1" },
  backup: { endpoint: "https://backup.example.com", region: "eu-west-1", bucket: "acme-dumps" },
  postgres: { host: "postgres.example.com", adminUser: "mlops" },
  mysql: { host: "mysql.example.com", port: 3307, adminUser: "mlops" },
  certificates: { issuer: "company" },
  dns: {
    provider: "cloudflare",
    env: [{ name: "CF_API_TOKEN", valueFrom: { secretKeyRef: { name: "dns-token", key: "value" } } }],
  },
} as const satisfies OwnServers;

/** Certificates by ACME, in place of an issuer that exists. */
export const ACME = {
  acme: { solver: { cloudflare: { apiTokenSecretRef: { name: "acme-token", key: "token" } } } },
} as const satisfies OwnCertificates;

/** An environment file's values with the defaults that follow from them. */
export function resolved(
  servers: OwnServers,
  platform: Partial<Platform> = {},
  models?: KubernetesInput["models"],
): KubernetesEnvironment {
  const input = kubernetesEnvironment({
    cloud: { provider: "kubernetes", context: "kind-mlops", gateway: "load-balancer", ...servers },
    platform: { domain: "ml.example.com", teams: [TEAM], ...platform },
    ...(models && { models }),
  });
  const [environment] = parseEnvironments([{ source: "own.ts", input }], TODAY);
  return environment as KubernetesEnvironment;
}

const TEAM = { name: "fraud", groups: ["fraud-team"], quota: { cpu: 2, memoryGiB: 4, gpus: 0 } };

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

/** The manifests of all bundles. */
export function manifestsOf(graph: ResourceGraph): Anything[] {
  return graph
    .ofType("helm_release")
    .flatMap((release) => (helmValues(release).values as { manifests?: unknown[] }).manifests ?? []);
}

/** The manifest with a kind and a name, in a namespace if several have them. */
export function named(manifests: readonly Anything[], kind: string, name: string, namespace?: string): Anything {
  return manifests.find(
    ({ kind: own, metadata }) =>
      own === kind && metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
  );
}

/** The container that uploads the dumps of the embedded PostgreSQL server. */
export function uploadOf(manifests: readonly Anything[]): Anything {
  const [upload] = named(manifests, "CronJob", "postgres-backup").spec.jobTemplate.spec.template.spec.containers;
  return upload;
}

/** The environment variables of an upload with a key of the owner. */
export function ownKey(secret: string): Anything[] {
  const from = (key: string) => ({ valueFrom: { secretKeyRef: { name: secret, key } } });
  return [
    { name: "KEY_ID", ...from("access-key-id") },
    { name: "SECRET_KEY", ...from("secret-access-key") },
  ];
}
