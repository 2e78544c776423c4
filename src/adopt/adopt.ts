import type { Import } from "./import";
import { hasImportId, importId } from "./import-ids";
import { type PlanJson, type PlannedCreate, plannedCreates, stateResources } from "./planned-create";
import { LOOK_UP, lookUpObjects, probe, providerSettings, type StackJson } from "./probe";
import { REPEATABLE } from "./repeatable";
import { isTagged, taggedIds } from "./tagged-objects";
import type { ChangeSummary, LogError, StateLock, TerraformLog } from "./terraform-log";

/** Terraform in the folder of one stack. */
export interface Terraform {
  /** Plans the stack together with an additional file; `plan` is undefined if Terraform reports errors. */
  readonly plan: (addition: StackJson) => { readonly log: TerraformLog; readonly plan: PlanJson | undefined };
  /** Plans a separate configuration with an empty state, without changing any state. */
  readonly probe: (configuration: StackJson) => TerraformLog;
}

/** The objects found in the cloud for one stack. */
export interface Adoption {
  /** The state is locked, so nothing was searched. */
  readonly lock: StateLock | undefined;
  readonly imports: readonly Import[];
  /** Several objects match the name of one resource: the user has to choose. */
  readonly ambiguous: readonly { readonly address: string; readonly ids: readonly string[] }[];
  /** Objects that could not be read, so it is unknown whether they exist. */
  readonly undecided: readonly Import[];
  /** Addresses that would be created and whose type has no known import id. */
  readonly notLookedFor: readonly string[];
  /** Errors reported by Terraform. */
  readonly errors: readonly LogError[];
  /** Addresses that the next apply would delete or replace. */
  readonly destroyed: readonly string[];
  /** The next apply, including the imports; `undefined` if it can't be planned. */
  readonly summary: ChangeSummary | undefined;
}

/**
 * Finds objects that exist in the cloud but not in the state: plans the stack, tries to import each resource that would
 * be created, and plans again with the imports, because an import id can depend on an object that was just found (the
 * id of a route includes that of its table). Stops when a round finds nothing new.
 */
export function adopt(stack: StackJson, terraform: Terraform): Adoption {
  const settings = providerSettings(stack);
  const lookUp = lookUpObjects(stack);
  const tried = new Set<string>();
  let found: Adoption = NOTHING;
  for (;;) {
    const { log, plan } = terraform.plan({ ...lookUp, ...importBlocks(found.imports) });
    if (!plan)
      return { ...found, lock: log.lock, errors: log.lock ? [] : [...found.errors, ...log.errors], summary: undefined };
    const creates = plannedCreates(plan);
    found = { ...found, ...outcome(log, creates) };
    const candidates = candidatesOf(creates, plan, settings).filter(
      ({ address, id }) => !tried.has(`${address} ${id}`),
    );
    if (candidates.length === 0) return found;
    for (const { address, id } of candidates) tried.add(`${address} ${id}`);
    const next = merge(found, candidates, terraform.probe(probe(stack, candidates)));
    const more = next.imports.length > found.imports.length;
    found = next;
    if (!more) return found;
  }
}

/** The content of the file that makes the next apply import these objects. */
export function importBlocks(imports: readonly Import[]): StackJson {
  return imports.length === 0 ? {} : { import: imports.map(({ address, id }) => ({ to: address, id })) };
}

const NOTHING: Adoption = {
  lock: undefined,
  imports: [],
  ambiguous: [],
  undecided: [],
  notLookedFor: [],
  errors: [],
  destroyed: [],
  summary: undefined,
};

function outcome(log: TerraformLog, creates: readonly PlannedCreate[]) {
  return {
    destroyed: log.destroyed,
    summary: log.summary,
    notLookedFor: creates
      .filter(({ type }) => !hasImportId(type) && !isTagged(type) && !REPEATABLE.has(type))
      .map(({ address }) => address),
  };
}

function candidatesOf(
  creates: readonly PlannedCreate[],
  plan: PlanJson,
  settings: Readonly<Record<string, string>>,
): readonly Import[] {
  const resources = stateResources(plan);
  const objects = LOOK_UP.read(resources);
  const owned = new Set(resources.filter(({ mode }) => mode === "managed").map(({ values }) => values?.id));
  return creates.flatMap((create) => {
    const id = importId(create, settings);
    const ids = id === undefined ? taggedIds(create, objects).filter((tagged) => !owned.has(tagged)) : [id];
    return ids.map((each) => ({ address: create.address, id: each }));
  });
}

function merge(found: Adoption, candidates: readonly Import[], log: TerraformLog): Adoption {
  const probed = candidates.map((candidate, index) => ({ candidate, as: LOOK_UP.addressOf(candidate.address, index) }));
  const present = probed.filter(({ as }) => log.read.includes(as)).map(({ candidate }) => candidate);
  const missing = new Set([...log.missing, ...log.missingIds]);
  const undecided = probed.filter(
    ({ candidate, as }) => !log.read.includes(as) && !missing.has(as) && !missing.has(candidate.id),
  );
  const idsOf = (address: string) => present.filter((item) => item.address === address).map(({ id }) => id);
  const addresses = [...new Set(present.map(({ address }) => address))];
  return {
    ...found,
    imports: [...found.imports, ...present.filter(({ address }) => idsOf(address).length === 1)],
    ambiguous: [
      ...found.ambiguous,
      ...addresses.filter((address) => idsOf(address).length > 1).map((address) => ({ address, ids: idsOf(address) })),
    ],
    undecided: [...found.undecided, ...undecided.map(({ candidate }) => candidate)],
    // Terraform also generates configuration for the objects it reads. It is not used, so errors in it are ignored.
    errors: [
      ...found.errors,
      ...(undecided.length > 0 ? log.errors : []).filter(({ address }) => !log.read.includes(address ?? "")),
    ],
  };
}
