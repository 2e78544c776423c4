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
  { tier, cloud, database, buckets, platform: named }: Partially<EnvironmentInput>,
  platform: Partially<Platform> | undefined,
): Fault[] {
  if (cloud?.provider !== "kubernetes") return [];
  const installed = installedIn(platform);
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
    ...contradictions(cloud, named),
    ...(installed === undefined ? [] : unusedServers(cloud, installed)),
    ...signers(cloud.certificates),
    ...withoutAddress(cloud),
    ...(cloud.postgres && (cloud.mysql || !installed?.includes("kubeflow-pipelines"))
      ? Object.entries(database ?? {}).map(([key, value]) => unused(`database.${key}`, value, "cloud.postgres"))
      : []),
  ];
}

/** `undefined` if the profile is invalid. */
function installedIn(platform: Partially<Platform> | undefined): readonly ComponentName[] | undefined {
  if (platform === undefined) return [];
  const { profile, components = {} } = platform;
  if (profile === undefined) return undefined;
  return componentsOf(profile, "kubernetes", components as Partial<Record<ComponentName, boolean>>);
}

/** Switches of components that say the opposite of another block. */
function contradictions(
  { certificates, dns }: Partially<KubernetesCluster>,
  { oidc, components = {} }: Partially<NonNullable<EnvironmentInput["platform"]>> = {},
): Fault[] {
  const fault = (component: ComponentName, found: string, expected: string, remedy: string): Fault => ({
    path: `platform.components.${component}`,
    found: `${components[component]}, ${found}`,
    expected,
    remedy,
  });
  return [
    ...(oidc !== undefined && components.dex === true
      ? [fault("dex", "with platform.oidc", "one identity provider", "Remove this setting, or platform.oidc.")]
      : []),
    ...(oidc === undefined && components.dex === false
      ? [fault("dex", "without platform.oidc", "an identity provider", "Add platform.oidc, or remove this setting.")]
      : []),
    ...(certificates?.issuer !== undefined && components["cert-manager"] === true
      ? [
          fault(
            "cert-manager",
            "with cloud.certificates.issuer",
            "one cert-manager: that of the cluster, which has the issuer",
            "Remove this setting, or cloud.certificates.issuer.",
          ),
        ]
      : []),
    ...(dns !== undefined && components["external-dns"] === false
      ? [
          fault(
            "external-dns",
            "with cloud.dns",
            "the component that writes the records",
            "Remove this setting, or cloud.dns.",
          ),
        ]
      : []),
  ];
}

/** Servers that nothing in the environment would connect to. */
function unusedServers(
  { mysql, postgres, backup }: Partially<KubernetesCluster>,
  installed: readonly ComponentName[],
): Fault[] {
  const needsMysql = installed.includes("kubeflow-pipelines");
  const fault = (path: string, host: unknown, users: string): Fault => ({
    path,
    found: `${describe(host)}, which nothing uses`,
    expected: users,
    remedy: `Remove ${path}.`,
  });
  return [
    ...(mysql && !needsMysql ? [fault("cloud.mysql", mysql.host, "the component kubeflow-pipelines")] : []),
    ...(backup && postgres && (mysql || !needsMysql) && !installed.includes("velero")
      ? [fault("cloud.backup", backup.bucket, "the component velero, or an embedded database with its dumps")]
      : []),
  ];
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
