import type { Import } from "../../adopt/import";
import { importId } from "../../adopt/import-ids";
import { type PlanJson, plannedCreates } from "../../adopt/planned-create";
import type { LocalCluster } from "./cluster";

/** What a killed run created and did not record in its state, so that the next one can't create it. */
export interface Unrecorded {
  /** Objects to import. */
  readonly imports: readonly Import[];
  /** Secrets with generated values, as `namespace/name`. An import would write their values to the state. */
  readonly secrets: readonly string[];
}

const SECRET = "kubernetes_secret_v1";

/** Kinds of the objects that Terraform creates itself; Helm takes over what it created before. */
const KINDS: Readonly<Record<string, string>> = {
  kubernetes_namespace_v1: "namespaces",
  kubernetes_network_policy_v1: "networkpolicies",
  [SECRET]: "secrets",
};

/** The objects of a plan that would be created, and exist already. */
export function unrecorded(plan: PlanJson, cluster: LocalCluster): Unrecorded {
  const known = new Map<string, ReadonlySet<string>>();
  const exist = (kind: string) => {
    const names = known.get(kind) ?? new Set(cluster.qualifiedNames(kind));
    known.set(kind, names);
    return names;
  };
  const found = plannedCreates(plan).flatMap((create) => {
    const kind = KINDS[create.type];
    const id = importId(create, {});
    return kind !== undefined && id !== undefined && exist(kind).has(id) ? [{ ...create, id }] : [];
  });
  return {
    imports: found.filter(({ type }) => type !== SECRET).map(({ address, id }) => ({ address, id })),
    secrets: found.filter(({ type }) => type === SECRET).map(({ id }) => id),
  };
}
