import type { KubernetesEnvironment, OwnServers } from "../../../src/environment/environment";
import { shippedOnKubernetes } from "../shipped";

/** One of each server that an owner may have. */
export const OWN = {
  objectStore: { endpoint: "https://s3.example.com:9000", region: "eu-central-1" },
} as const satisfies OwnServers;

/** The shipped environment on an existing cluster, with servers of its owner. */
export function withOwn(servers: OwnServers, changes: Partial<KubernetesEnvironment> = {}): KubernetesEnvironment {
  const environment = shippedOnKubernetes(changes);
  return { ...environment, cloud: { ...environment.cloud, ...servers } };
}
