import type { DataKubernetesServiceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1";
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
import { issuerOf } from "./issuer";
import { gatewayService, providerBehindGateway } from "./provider-behind-gateway";
import { addTeams } from "./teams";
import { addWorkloadRules } from "./workload-rules";

/** Selects the components of an environment, builds them, and orders them by their dependencies. */
export class PlatformComponents {
  readonly components: ReadonlyMap<ComponentName, Component>;

  constructor(scope: Construct, environment: Environment, platform: Platform, facts: CloudFacts) {
    const chosen = chosenComponents(environment);
    const gateway = chosen.includes("dex") ? gatewayService(scope) : undefined;
    const context = contextOf(scope, environment, platform, facts, chosen, gateway);
    this.components = new Map(
      context.chosen.flatMap((name) => {
        const component = COMPONENT_ROWS[name].build(context);
        return component ? [[name, component] as const] : [];
      }),
    );
    order(this.components, environment);
    const entry = this.components.get("entry");
    if (gateway && entry) waitFor(gateway, entry);
    addTeams(scope, platform.teams, this.components, facts);
    addWorkloadRules(scope, environment, this.components, facts);
  }
}

function contextOf(
  scope: Construct,
  environment: Environment,
  platform: Platform,
  facts: CloudFacts,
  chosen: readonly ComponentName[],
  gateway: DataKubernetesServiceV1 | undefined,
): ComponentContext {
  const { mirror, oidc, domain, profile } = platform;
  const common = { highlyAvailable: environment.tier === "prod", mirror, small: isSmall(environment, profile) };
  const rows = chosen.map((name) => COMPONENT_ROWS[name]);
  return {
    scope,
    environment,
    platform,
    facts,
    chosen,
    common,
    web: { ...common, domain },
    signOn: {
      ...oidc,
      ...endpointsOf(oidc),
      clientSecretEntry: facts.secretEntry("oidc-client"),
      ...(gateway && { behindGateway: providerBehindGateway(gateway, oidc.issuer, issuerOf(facts)) }),
    },
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
function endpointsOf({ authorizationUrl, tokenUrl, userinfoUrl, keysUrl }: Platform["oidc"]) {
  return keysUrl === undefined ? {} : { endpoints: { authorizationUrl, tokenUrl, userinfoUrl, keysUrl } };
}

/** Components are installed after their dependencies and removed before them. */
function order(components: ReadonlyMap<ComponentName, Component>, { cloud }: Environment): void {
  for (const [name, component] of components) {
    const before = [...needsOf(name, cloud.provider), ...(CATALOGUE[name].follows ?? [])];
    waitFor(component.first, ...before.flatMap((other) => components.get(other)?.last ?? []));
  }
}
