import type { Fault } from "../../problems/fault";
import type { CloudEnvironment } from "../environment";
import { type Ipv4Range, normalise, overlap, parseRange } from "../ipv4-range";
import type { Partially } from "../keep-valid";

interface NamedRange {
  readonly path: string;
  readonly cidr: string;
  /** Prefix lengths that the cloud accepts, from the largest range to the smallest. */
  readonly prefixes: readonly [number, number];
  /** Ranges that it has to be inside. */
  readonly inside: readonly string[];
}

const RFC_1918 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Includes the shared range of RFC 6598, which both clouds recommend for pods. */
const PRIVATE = [...RFC_1918, "100.64.0.0/10"];

/** Cloud SQL can't be reached from this range: https://cloud.google.com/sql/docs/postgres/private-ip */
const DOCKER_BRIDGE = "172.17.0.0/16";

/** https://cloud.google.com/load-balancing/docs/proxy-only-subnets */
const SMALLEST_PROXY_SUBNET = 26;

/** Finds ranges that are invalid, overlap, or are too small for their subnets. */
export function checkNetwork(environment: Partially<CloudEnvironment>): Fault[] {
  const ranges = rangesOf(environment);
  const faults = ranges.flatMap((range) => rangeFault(range));
  const sound = ranges.flatMap((named) => {
    const range = rangeFault(named).length === 0 ? parseRange(named.cidr) : undefined;
    return range ? [{ ...named, range }] : [];
  });
  return [
    ...faults,
    ...overlapFaults(sound),
    ...(environment.cloud?.provider === "google" ? googleFaults(environment, sound) : []),
    ...subnetFaults(environment),
    ...openFaults(environment),
  ];
}

function rangesOf({ network, cloud }: Partially<CloudEnvironment>): NamedRange[] {
  const named = (path: string, cidr: string | undefined, prefixes: readonly [number, number], inside = PRIVATE) =>
    cidr === undefined ? [] : [{ path, cidr, prefixes, inside }];
  const google = cloud?.provider === "google" ? cloud : undefined;
  return [
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
    ...named("network.cidr", network?.cidr, [cloud?.provider === "google" ? 8 : 16, 22]),
    // https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
    // https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#cluster_sizing_secondary_range_svcs
    ...(google
      ? named("network.serviceCidr", network?.serviceCidr, [16, 27])
      : named("network.serviceCidr", network?.serviceCidr, [12, 24], RFC_1918)),
    ...named("cloud.podCidr", google?.podCidr, [9, 21]),
    ...named("cloud.controlPlaneCidr", google?.controlPlaneCidr, [28, 28]),
    // https://cloud.google.com/sql/docs/postgres/configure-private-services-access
    ...named("cloud.managedServicesCidr", google?.managedServicesCidr, [16, 24]),
  ];
}

function rangeFault({ path, cidr, prefixes: [largest, smallest], inside }: NamedRange): Fault[] {
  const range = parseRange(cidr);
  const bounds = largest === smallest ? `of exactly /${largest}` : `from /${largest} to /${smallest}`;
  const expected = `a private IPv4 range ${bounds}`;
  const fault = (remedy: string): Fault[] => [{ path, found: `"${cidr}"`, expected, remedy }];
  if (!range) return fault(`Write ${path} as four numbers from 0 to 255 and a prefix length, e.g. 10.0.0.0/16.`);
  if (normalise(range) !== cidr) return fault(`Write ${path} as ${normalise(range)}: bits after the prefix must be 0.`);
  if (range.prefix < largest || range.prefix > smallest) return fault(`Choose a prefix ${bounds}.`);
  return isInside(range, inside) ? [] : fault(`Choose a range inside ${inside.join(", ")}.`);
}

function isInside(range: Ipv4Range, cidrs: readonly string[]): boolean {
  return cidrs.some((cidr) => {
    const outer = parseRange(cidr);
    return outer !== undefined && outer.first <= range.first && range.last <= outer.last;
  });
}

function overlapFaults(ranges: readonly (NamedRange & { readonly range: Ipv4Range })[]): Fault[] {
  return ranges.flatMap((right, index) =>
    ranges
      .slice(0, index)
      .filter((left) => overlap(left.range, right.range))
      .map((left) => ({
        path: right.path,
        found: `"${right.cidr}"`,
        expected: `a range that does not overlap ${left.path} (${left.cidr})`,
        remedy: `Change ${right.path} or ${left.path} so that they share no address.`,
      })),
  );
}

/** Restrictions that only Google Cloud has. */
function googleFaults(
  { network }: Partially<CloudEnvironment>,
  ranges: readonly (NamedRange & { readonly range: Ipv4Range })[],
): Fault[] {
  const docker = parseRange(DOCKER_BRIDGE);
  const unreachable = ranges.filter(({ range }) => docker && overlap(range, docker));
  const prefix = network?.publicSubnetPrefix;
  return [
    ...unreachable.map(({ path, cidr }) => ({
      path,
      found: `"${cidr}"`,
      expected: `a range that does not overlap ${DOCKER_BRIDGE}, from which Cloud SQL can't be reached`,
      remedy: `Change ${path}, e.g. to a range in 172.18.0.0/16.`,
    })),
    ...(prefix === undefined || prefix <= SMALLEST_PROXY_SUBNET
      ? []
      : [
          {
            path: "network.publicSubnetPrefix",
            found: String(prefix),
            expected: `at most ${SMALLEST_PROXY_SUBNET}: load balancer proxies need 64 addresses`,
            remedy: `Lower network.publicSubnetPrefix to ${SMALLEST_PROXY_SUBNET}.`,
          },
        ]),
  ];
}

/** On both clouds the private subnets start at the beginning of the range, followed by the public ones. */
function subnetFaults({ network, cloud }: Partially<CloudEnvironment>): Fault[] {
  const { cidr, privateSubnetPrefix, publicSubnetPrefix } = network ?? {};
  const range = cidr === undefined ? undefined : parseRange(cidr);
  if (!range || privateSubnetPrefix === undefined || publicSubnetPrefix === undefined) return [];
  const zones = cloud?.zones?.length || 3;
  const needed = zones * (2 ** (32 - privateSubnetPrefix) + 2 ** (32 - publicSubnetPrefix));
  // A public subnet larger than a private one would not start at a multiple of its size.
  const aligned = publicSubnetPrefix >= privateSubnetPrefix;
  if (needed <= 2 ** (32 - range.prefix) && aligned) return [];
  return [
    {
      path: "network",
      found: `${zones} private subnets of /${privateSubnetPrefix} and ${zones} public ones of /${publicSubnetPrefix} in ${cidr}`,
      expected: aligned ? `subnets that fit into ${cidr}` : "public subnets no larger than the private ones",
      remedy: aligned
        ? "Use a larger network.cidr, or raise network.privateSubnetPrefix."
        : "Raise network.publicSubnetPrefix to at least network.privateSubnetPrefix.",
    },
  ];
}

function openFaults({ cluster }: Partially<CloudEnvironment>): Fault[] {
  return (cluster?.allowedCidrs ?? []).flatMap((cidr, index) => {
    if (cidr === undefined) return [];
    const path = `cluster.allowedCidrs[${index}]`;
    const range = parseRange(cidr);
    if (range && range.prefix >= 8 && normalise(range) === cidr) return [];
    const expected = "the range of an office or a VPN, /8 or smaller";
    return [{ path, found: `"${cidr}"`, expected, remedy: openRemedy(cidr, range) }];
  });
}

function openRemedy(cidr: string, range: Ipv4Range | undefined): string {
  if (!range) return "Write it as four numbers from 0 to 255 and a prefix length, e.g. 203.0.113.0/24.";
  return normalise(range) === cidr
    ? `List the ranges of your users; ${cidr} exposes the API server to too many addresses.`
    : `Write it as ${normalise(range)}: bits after the prefix must be 0.`;
}
