import type { ComponentName } from "../../catalogue/component";
import { componentsOf } from "../../catalogue/profiles";
import type { Fault } from "../../problems/fault";
import { describe } from "../describe";
import type { KubernetesCluster, OwnCertificates, Platform } from "../environment";
import type { EnvironmentInput } from "../environment-input";
import type { Partially } from "../keep-valid";

/**
 * Finds servers of the owner that are reached without TLS outside tier `dev`, and settings of embedded servers that the
 * environment does not have.
 * @param input the file before its defaults: what it does not name can't contradict it
 * @param platform with its defaults
 */
export function checkOwnServers(
  { tier, cloud, database, buckets }: Partially<EnvironmentInput>,
  platform: Partially<Platform> | undefined,
): Fault[] {
  if (cloud?.provider !== "kubernetes") return [];
  const endpoints = {
    "cloud.objectStore.endpoint": cloud.objectStore?.endpoint,
    "cloud.backup.endpoint": cloud.backup?.endpoint,
  };
  return [
    ...Object.entries(endpoints).flatMap(([path, endpoint]) =>
      tier !== undefined && tier !== "dev" && endpoint?.startsWith("http:") ? [withoutTls(path, endpoint, tier)] : [],
    ),
    ...Object.entries({
      "cloud.objectStoreGiB": cloud.objectStoreGiB,
      "buckets.logExpiryDays": buckets?.logExpiryDays,
    }).flatMap(([path, value]) =>
      cloud.objectStore && value !== undefined ? [unused(path, value, "cloud.objectStore")] : [],
    ),
    ...signers(cloud.certificates),
    ...withoutAddress(cloud),
    ...(cloud.postgres && (cloud.mysql || !needsMysql(platform))
      ? Object.entries(database ?? {}).map(([key, value]) => unused(`database.${key}`, value, "cloud.postgres"))
      : []),
  ];
}

function needsMysql(platform: Partially<Platform> = {}): boolean {
  const { profile, components = {} } = platform;
  if (profile === undefined) return false;
  const switches = components as Partial<Record<ComponentName, boolean>>;
  return componentsOf(profile, "kubernetes", switches).includes("kubeflow-pipelines");
}

function signers(certificates: Partially<OwnCertificates> | undefined): Fault[] {
  if (certificates === undefined || Object.keys(certificates).length === 1) return [];
  const { issuer, acme } = certificates;
  return [
    {
      path: "cloud.certificates",
      found: issuer === undefined && acme === undefined ? "neither issuer nor acme" : "issuer and acme",
      expected: "one of the two",
      remedy: "Name the ClusterIssuer that exists, or the DNS solver of ACME.",
    },
  ];
}

/** external-dns takes the address of the records from the gateway's Service. */
function withoutAddress({ dns, gateway = "port-forward" }: Partially<KubernetesCluster>): Fault[] {
  if (dns === undefined || gateway === "load-balancer") return [];
  return [
    {
      path: "cloud.dns",
      found: `cloud.gateway ${describe(gateway)}`,
      expected: 'cloud.gateway "load-balancer": records point to the address of the load balancer',
      remedy: 'Set cloud.gateway: "load-balancer", or remove cloud.dns and create the records yourself.',
    },
  ];
}

function withoutTls(path: string, endpoint: string, tier: string): Fault {
  return {
    path,
    found: describe(endpoint),
    expected: `an https:// URL in tier ${tier}: without TLS, everyone on the way reads what is stored`,
    remedy: "Give the server a certificate, and use its https:// URL.",
  };
}

/** A setting of an embedded server that a server of the owner replaces. */
function unused(path: string, value: unknown, server: string): Fault {
  return {
    path,
    found: describe(value),
    expected: `no setting of the embedded server, which ${server} replaces`,
    remedy: `Remove ${path}.`,
  };
}
