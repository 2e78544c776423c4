import { CATALOGUE, COMPONENT_NAMES } from "../../catalogue/catalogue";
import { checkComponents } from "../../catalogue/check-components";
import type { ComponentName } from "../../catalogue/component";
import { componentsOf, runsOn } from "../../catalogue/profiles";
import { NAMESPACES } from "../../facts/namespaces";
import type { Fault } from "../../problems/fault";
import { describe } from "../describe";
import type { Environment, Platform } from "../environment";
import type { Partially } from "../keep-valid";

/** Namespaces that belong to the cluster. */
const RESERVED = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Namespaces that belong to the platform, in one profile or another. */
const OF_PLATFORM: readonly string[] = Object.values(NAMESPACES);

/**
 * Finds components that can't run together or on this cluster, licences that aren't accepted, and conflicting teams.
 */
export function checkPlatform({ cloud, cluster, platform, state }: Partially<Environment>, today: string): Fault[] {
  if (!platform) return [];
  return [
    ...components(cloud, cluster?.version, platform, today),
    ...(cloud?.provider && cloud.provider !== "kubernetes" && !("dnsZone" in cloud) ? [withoutZone()] : []),
    ...(state === "local" && cloud?.provider === "aws" ? administrators(cloud.clusterAdministrators) : []),
    ...(installed(cloud, platform)?.includes("airflow") ? dagsServer(platform) : []),
    ...teams(platform),
  ];
}

/** `undefined` if the profile or the provider is invalid. */
function installed(
  cloud: Partially<Environment["cloud"]> | undefined,
  { profile, components = {} }: Partially<Platform>,
): ComponentName[] | undefined {
  if (cloud?.provider === undefined || profile === undefined) return undefined;
  return [...componentsOf(profile, cloud.provider, components as Partial<Record<ComponentName, boolean>>)];
}

/** Airflow verifies the server that it reads DAGs from, and knows the key of github.com only. */
function dagsServer({ dagsRepository = "", dagsKnownHosts }: Partially<Platform>): Fault[] {
  const host = dagsRepository.slice("git@".length).split(":")[0] ?? "";
  if (dagsRepository === "" || host === "github.com" || dagsKnownHosts?.includes(host)) return [];
  return [
    {
      path: "platform.dagsKnownHosts",
      found: dagsKnownHosts ?? "nothing",
      expected: `the keys of ${host}, which dagsRepository names`,
      remedy: `Compare what "ssh-keyscan ${host}" prints with the fingerprints that your Git server publishes, and set it here.`,
    },
  ];
}

/**
 * The role that creates an EKS cluster gets no rights on it, and with a local state no CI identity deploys the
 * platform.
 */
function administrators(named: unknown): Fault[] {
  if (!Array.isArray(named) || named.length > 0) return [];
  return [
    {
      path: "cloud.clusterAdministrators",
      found: "an empty list",
      expected: "the IAM role that you deploy with: state is local, so no CI identity deploys the platform",
      remedy: "Add the role's ARN, or use a remote state and let CI deploy.",
    },
  ];
}

function withoutZone(): Fault {
  return {
    path: "cloud.dnsZone",
    found: "nothing",
    expected: "the DNS zone of platform.domain: DNS and certificate records are created in it",
    remedy: "Create the zone, delegate the domain to it, and set it here.",
  };
}

/** Components that a cluster has already. */
export function providedBy(cloud: Partially<Environment["cloud"]>): readonly ComponentName[] {
  return cloud.provider === "kubernetes" && cloud.certificates?.issuer !== undefined ? ["cert-manager"] : [];
}

function components(
  cloud: Partially<Environment["cloud"]> | undefined,
  version: string | undefined,
  platform: Partially<Platform>,
  today: string,
): Fault[] {
  const chosen = installed(cloud, platform);
  if (cloud?.provider === undefined || version === undefined || chosen === undefined) return [];
  const { provider } = cloud;
  const path = (component: ComponentName) => `platform.components.${component}`;
  return [
    ...checkComponents({
      components: chosen,
      provided: providedBy(cloud),
      cloud: provider,
      kubernetesVersion: version,
      today,
    }).map(({ component, ...fault }) => ({
      path: path(component),
      ...fault,
    })),
    ...chosen.flatMap((component) => unaccepted(component, platform, path(component))),
    ...COMPONENT_NAMES.filter((name) => platform.components?.[name] === true && !runsOn(name, provider)).map(
      (name) => ({
        path: path(name),
        found: `${name} on ${provider}`,
        expected: `a component that runs there; ${name} runs on ${CATALOGUE[name].providers?.join(" and ")} only`,
        remedy: `Remove ${path(name)}.`,
      }),
    ),
    ...modeWithoutKnative(chosen, platform),
    ...withoutProvider(cloud, chosen),
  ];
}

function withoutProvider(cloud: Partially<Environment["cloud"]>, chosen: readonly ComponentName[]): Fault[] {
  if (cloud.provider !== "kubernetes" || "dns" in cloud || !chosen.includes("external-dns")) return [];
  return [
    {
      path: "platform.components.external-dns",
      found: "external-dns without cloud.dns",
      expected: "the provider of the domain's records in cloud.dns",
      remedy: "Add cloud.dns, or remove platform.components.external-dns.",
    },
  ];
}

function unaccepted(component: ComponentName, { acceptedLicences = [] }: Partially<Platform>, path: string): Fault[] {
  const { licence, licenceNotice } = CATALOGUE[component];
  if (licenceNotice === undefined || acceptedLicences.includes(licence)) return [];
  return [
    {
      path,
      found: `${component}, whose licence ${licence} is not free: ${licenceNotice}`,
      expected: `"${licence}" in platform.acceptedLicences`,
      remedy: "Have the licence reviewed and add it there, or disable the component.",
    },
  ];
}

function modeWithoutKnative(chosen: readonly ComponentName[], { servingMode }: Partially<Platform>): Fault[] {
  if (servingMode !== "knative" || !chosen.includes("kserve") || chosen.includes("knative")) return [];
  return [
    {
      path: "platform.servingMode",
      found: "knative without the component knative",
      expected: "the component knative, or the mode standard",
      remedy: 'Enable knative, or set platform.servingMode: "standard", which does not support canaries.',
    },
  ];
}

function teams({ teams = [] }: Partially<Platform>): Fault[] {
  return teams.flatMap((team, index) => {
    const name = team?.name;
    if (name === undefined) return [];
    const path = `platform.teams[${index}].name`;
    if (RESERVED.includes(name) || name.startsWith("kube-")) {
      return [
        {
          path,
          found: describe(name),
          expected: "a name that Kubernetes does not reserve",
          remedy: "Rename the team.",
        },
      ];
    }
    if (OF_PLATFORM.includes(name)) {
      return [
        {
          path,
          found: `${describe(name)}, a namespace of the platform`,
          expected: "a name that no component has: namespaces take the team's name",
          remedy: `Rename the team, e.g. to ${name}-team.`,
        },
      ];
    }
    const first = teams.findIndex((other) => other?.name === name);
    return first === index
      ? []
      : [
          {
            path,
            found: `${describe(name)}, as in platform.teams[${first}]`,
            expected: "a name that no other team has",
            remedy: "Rename one of the two: namespaces take the team's name.",
          },
        ];
  });
}
