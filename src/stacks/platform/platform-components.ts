import { CATALOGUE } from "../../catalogue/catalogue";
import { needsOf } from "../../catalogue/check-components";
import type { ComponentName } from "../../catalogue/component";
import type { Component } from "../../constructs/kubernetes/component";
import type { Environment, Platform } from "../../environment/environment";
import { isOnCloud } from "../../environment/target";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import { chosenComponents } from "../chosen-components";
import type { CloudFacts } from "./cloud-facts";
import type { ComponentContext } from "./components/component-row";
import { COMPONENT_ROWS } from "./components/rows";
import { addTeams } from "./teams";

/** Selects the components of an environment, builds them, and orders them by their dependencies. */
export class PlatformComponents {
  readonly components: ReadonlyMap<ComponentName, Component>;

  constructor(scope: Construct, environment: Environment, platform: Platform, facts: CloudFacts) {
    const context = contextOf(scope, environment, platform, facts);
    this.components = new Map(
      context.chosen.flatMap((name) => {
        const component = COMPONENT_ROWS[name].build(context);
        return component ? [[name, component] as const] : [];
      }),
    );
    order(this.components, environment);
    addTeams(scope, platform.teams, this.components, facts);
  }
}

function contextOf(
  scope: Construct,
  environment: Environment,
  platform: Platform,
  facts: CloudFacts,
): ComponentContext {
  const { mirror, oidc, domain, profile } = platform;
  const common = { highlyAvailable: environment.tier === "prod", mirror, small: isSmall(environment, profile) };
  const chosen = chosenComponents(environment);
  const rows = chosen.map((name) => COMPONENT_ROWS[name]);
  return {
    scope,
    environment,
    platform,
    facts,
    chosen,
    common,
    web: { ...common, domain },
    signOn: { ...oidc, ...endpointsOf(oidc), clientSecretEntry: facts.secretEntry("oidc-client") },
    guardedHosts: rows.flatMap(({ guardedHost }) => (guardedHost === undefined ? [] : [`${guardedHost}.${domain}`])),
    postgresUsers: rows.flatMap(({ postgres }) => postgres ?? []),
    mysqlUsers: rows.flatMap(({ mysql }) => mysql ?? []),
  };
}

/** A laptop with a few pods. On a cloud, the nodes of the profile may run any number. */
function isSmall(environment: Environment, profile: Platform["profile"]): boolean {
  return profile === "lite" && !isOnCloud(environment);
}

/** Addresses for the pods, of a provider that they reach elsewhere than browsers. */
function endpointsOf({ authorizationUrl, tokenUrl, keysUrl }: Platform["oidc"]) {
  return keysUrl === undefined ? {} : { endpoints: { authorizationUrl, tokenUrl, keysUrl } };
}

/** Components are installed after their dependencies and removed before them. */
function order(components: ReadonlyMap<ComponentName, Component>, { cloud }: Environment): void {
  for (const [name, component] of components) {
    const before = [...needsOf(name, cloud.provider), ...(CATALOGUE[name].follows ?? [])];
    waitFor(component.first, ...before.flatMap((other) => components.get(other)?.last ?? []));
  }
}
