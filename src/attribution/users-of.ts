import type { ComponentName } from "../catalogue/component";
import { CONSTRUCT_IDS } from "../contracts/construct-ids";
import { BUCKET_PURPOSES } from "../environment/bucket-purpose";
import type { BucketPurpose } from "../environment/environment";
import { CONSUMERS } from "../environment/names";
import { COMPONENT_ROWS } from "../stacks/platform/components/rows";
import { CONSUMER_ACCESS } from "../stacks/platform/consumers";

/** Buckets that a component uses through other identities: those of models and teams. */
const OTHER_IDENTITIES: Readonly<Partial<Record<ComponentName, readonly BucketPurpose[]>>> = {
  dvc: ["datasets"],
  kserve: ["models", "logs"],
};

/** The chosen components that use a part of the foundation; empty if it serves all of them. */
export function usersOf(part: string, chosen: readonly ComponentName[]): readonly ComponentName[] {
  if (part === CONSTRUCT_IDS.pipelinesDatabase) return chosen.filter((name) => COMPONENT_ROWS[name].mysql);
  if (part === CONSTRUCT_IDS.database) return chosen.filter((name) => COMPONENT_ROWS[name].postgres);
  const purpose = BUCKET_PURPOSES.find((each) => CONSTRUCT_IDS.bucket(each) === part);
  return purpose === undefined ? [] : chosen.filter((name) => bucketsOf(name).has(purpose));
}

function bucketsOf(name: ComponentName): ReadonlySet<string> {
  const consumers = CONSUMERS.map((consumer) => CONSUMER_ACCESS[consumer]).filter(
    ({ component }) => component === name,
  );
  return new Set<string>([
    ...consumers.flatMap(({ buckets }) => buckets.map(({ bucket }) => bucket)),
    ...(OTHER_IDENTITIES[name] ?? []),
  ]);
}
