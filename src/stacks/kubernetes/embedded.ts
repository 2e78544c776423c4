import { NAMESPACES } from "../../constructs/kubernetes/names";
import type { WorkloadIdentity } from "../../contracts";
import type { KubernetesEnvironment } from "../../environment/environment";
import { modelAccess, type ServiceAccountAccess, teamAccess } from "../access";
import { bucketsOf, CONSUMER_ACCESS, consumersOf } from "../platform/consumers";

/** Namespace of the servers and secrets that take the place of a cloud's services. */
export const FOUNDATION = NAMESPACES.foundation;

/** Account in a team's namespace that reads the team's keys, and the store that uses it. */
export const TEAM_READER = "object-store-keys";

/** Who uses a key of the object store. */
export interface KeyUser extends Pick<ServiceAccountAccess, "namespace" | "buckets"> {
  /** Name of the key. */
  readonly consumer: string;
}

/** A service account with a key of the object store. */
export interface KeyHolder extends ServiceAccountAccess, KeyUser {
  /** Kubernetes secret in its namespace with the key. */
  readonly keySecret: string;
  /** Whether it belongs to a team, in the team's namespace. */
  readonly isTeams: boolean;
  /** The stack with its namespace and service account, which creates the secret. */
  readonly stack: "platform" | "models";
}

/** Every service account with access to buckets. */
export function keyHolders(environment: KubernetesEnvironment): readonly KeyHolder[] {
  const consumers = consumersOf(environment).map((consumer) => ({
    ...CONSUMER_ACCESS[consumer],
    buckets: bucketsOf(consumer, environment),
    consumer: consumer as string,
    isTeams: false,
    stack: CONSUMER_ACCESS[consumer].component === "models" ? ("models" as const) : ("platform" as const),
  }));
  const teams = (environment.platform?.teams ?? []).map(({ name }) => ({
    ...teamAccess(name),
    consumer: `team-${name}`,
    isTeams: true,
    stack: "platform" as const,
  }));
  const models = (environment.models?.endpoints ?? [])
    .filter(({ engine }) => engine === "kserve")
    .map(({ team, name }) => ({
      ...modelAccess(team, name),
      consumer: modelConsumer(name),
      isTeams: true,
      stack: "models" as const,
    }));
  return [...consumers, ...teams, ...models]
    .filter(({ buckets }) => buckets.length > 0)
    .map(({ namespace, serviceAccount, buckets, consumer, isTeams, stack }) => ({
      namespace,
      serviceAccount,
      buckets,
      consumer,
      isTeams,
      stack,
      // Pods of components get a new secret with each revision, and wait for it; people of a team refer to theirs by name.
      keySecret: isTeams ? `object-store-${consumer}` : `object-store-${consumer}-${environment.cloud.secretsRevision}`,
    }));
}

/** Name of a model's key. A model may have any name, including `delivery`. */
export function modelConsumer(model: string): string {
  return `endpoint-${model}`;
}

/** A service account as the constructs of the platform use it: with a key, if it may access buckets. */
export function identityOf(
  holders: readonly KeyHolder[],
  { namespace, serviceAccount }: Pick<ServiceAccountAccess, "namespace" | "serviceAccount">,
  consumer: string,
): WorkloadIdentity {
  const holder = holders.find((each) => each.consumer === consumer);
  return {
    namespace,
    serviceAccount,
    annotations: {},
    podLabels: {},
    principal: holder ? `key ${consumer}` : "",
    ...(holder && { keySecret: holder.keySecret }),
  };
}
