import type { ComponentName } from "../../../catalogue/component";
import type { SingleSignOn } from "../../../constructs/base/entry";
import type { DatabaseUser } from "../../../constructs/data/database-user";
import type { ProviderBehindGateway } from "../../../constructs/delivery/provider-behind-gateway";
import type { Component, ComponentProps } from "../../../constructs/kubernetes/component";
import type { Environment, Platform } from "../../../environment/environment";
import type { Consumer } from "../../../environment/names";
import type { Construct } from "../../../framework/terraform";
import type { IdentityAccess } from "../../access";
import type { CloudFacts } from "../cloud-facts";

/** Inputs for building components. */
export interface ComponentContext {
  readonly scope: Construct;
  readonly environment: Environment;
  readonly platform: Platform;
  readonly facts: CloudFacts;
  /** The components on the cluster. */
  readonly chosen: readonly ComponentName[];
  /** Props that every component has. */
  readonly common: ComponentProps;
  /** Props that every component with a web interface has. */
  readonly web: ComponentProps & { readonly domain: string };
  readonly signOn: SingleSignOn & Platform["oidc"] & { readonly behindGateway?: ProviderBehindGateway };
  /** Hosts of the selected components that use the sign-on of the entry gateway. */
  readonly guardedHosts: readonly string[];
  /** PostgreSQL users of the selected components. */
  readonly postgresUsers: readonly DatabaseUser[];
  /** MySQL users of the selected components. */
  readonly mysqlUsers: readonly DatabaseUser[];
}

/** A component on the platform of an environment. */
export interface ComponentRow {
  /** @returns `undefined` for a component that installs nothing on the cluster */
  readonly build: (context: ComponentContext) => Component | undefined;
  /** Host prefix of a web interface without its own sign-on: the entry gateway provides one. @default - none */
  readonly guardedHost?: string;
  /** Its PostgreSQL database. @default - none */
  readonly postgres?: DatabaseUser;
  /** Its databases on the MySQL server, which exists only for components with any. @default - none */
  readonly mysql?: DatabaseUser;
  /** Its cloud identities and their permissions. @default - none */
  readonly identities?: Readonly<Partial<Record<Consumer, IdentityAccess>>>;
}

/** Components of one area. */
export type ComponentRows = Readonly<Partial<Record<ComponentName, ComponentRow>>>;
