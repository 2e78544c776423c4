import type { Fault } from "../../problems/fault";
import { describe } from "../describe";
import type { EnvironmentInput } from "../environment-input";
import type { Partially } from "../keep-valid";

/**
 * Finds servers of the owner that are reached without TLS outside tier `dev`, and settings of embedded servers that the
 * environment does not have.
 * @param input the file before its defaults: what it does not name can't contradict it
 */
export function checkOwnServers({ tier, cloud }: Partially<EnvironmentInput>): Fault[] {
  if (cloud?.provider !== "kubernetes") return [];
  const endpoints = { "cloud.objectStore.endpoint": cloud.objectStore?.endpoint };
  return [
    ...Object.entries(endpoints).flatMap(([path, endpoint]) =>
      tier !== undefined && tier !== "dev" && endpoint?.startsWith("http:") ? [withoutTls(path, endpoint, tier)] : [],
    ),
    ...(cloud.objectStore && cloud.objectStoreGiB !== undefined
      ? [unused("cloud.objectStoreGiB", cloud.objectStoreGiB, "cloud.objectStore")]
      : []),
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
