import type { KubernetesEnvironment, OwnServers } from "../../../src/environment/environment";
import { helmValues, type ResourceGraph } from "../../../src/review/model";
import { shippedOnKubernetes } from "../shipped";

/** One of each server that an owner may have. */
export const OWN = {
  objectStore: { endpoint: "https://s3.example.com:9000", region: "eu-central-1" },
  postgres: { host: "postgres.example.com", adminUser: "mlops" },
  mysql: { host: "mysql.example.com", port: 3307, adminUser: "mlops" },
} as const satisfies OwnServers;

/** The shipped environment on an existing cluster, with servers of its owner. */
export function withOwn(servers: OwnServers, changes: Partial<KubernetesEnvironment> = {}): KubernetesEnvironment {
  const environment = shippedOnKubernetes(changes);
  return { ...environment, cloud: { ...environment.cloud, ...servers } };
}

/** The manifests of all bundles. */
// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
export function manifestsOf(graph: ResourceGraph): any[] {
  return graph
    .ofType("helm_release")
    .flatMap((release) => (helmValues(release).values as { manifests?: unknown[] }).manifests ?? []);
}
