import type { ComponentName } from "../../catalogue/component";
import type { Environment } from "../../environment/environment";
import { CONSUMERS, type Consumer } from "../../environment/names";
import type { BucketGrant, IdentityAccess } from "../access";
import { chosenComponents } from "../chosen-components";
import { DELIVERY_ACCESS } from "../models/delivery-access";
import { COMPONENT_ROWS } from "./components/rows";

/** The permissions of a consumer, and the component that runs it. */
export interface ConsumerAccess extends IdentityAccess {
  /** Without it there is no identity. `models` is the delivery of models. */
  readonly component: ComponentName | "models";
}

/** Who may do what, from the rows of the components; both clouds create grants from it. */
export const CONSUMER_ACCESS = {
  ...Object.fromEntries(
    Object.entries(COMPONENT_ROWS).flatMap(([component, { identities = {} }]) =>
      Object.entries(identities).map(([consumer, access]) => [consumer, { ...access, component }]),
    ),
  ),
  "model-delivery": { ...DELIVERY_ACCESS, component: "models" },
} as Readonly<Record<Consumer, ConsumerAccess>>;

/** The consumers with an identity in an environment: those whose component runs there. */
export function consumersOf(environment: Pick<Environment, "platform" | "cloud" | "models">): readonly Consumer[] {
  const running = new Set<string>([...chosenComponents(environment), ...(environment.models ? ["models"] : [])]);
  return CONSUMERS.filter((consumer) => running.has(CONSUMER_ACCESS[consumer].component));
}

/** The buckets of a consumer, with the folders of the models that it trains. */
export function bucketsOf(consumer: Consumer, { models }: Pick<Environment, "models">): readonly BucketGrant[] {
  const { buckets, trains } = CONSUMER_ACCESS[consumer];
  const trained = models?.endpoints.filter(
    ({ retraining }) => retraining !== undefined && retraining.engine === trains,
  );
  const folders = (trained ?? []).map(
    ({ team, name }): BucketGrant => ({ bucket: "models", access: "read-write", prefix: `${team}/${name}` }),
  );
  return [...buckets, ...folders];
}
