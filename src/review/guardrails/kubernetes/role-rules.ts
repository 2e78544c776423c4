import type { JsonObject, Resource } from "../../model";
import { manifestOf, objectsIn, textsIn } from "./manifest";

/** A rule of a role, with every list set. */
export interface RoleRule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
  readonly urls: readonly string[];
  /** Its path: `rules.0`. */
  readonly path: string;
}

export function roleRules(role: Resource): RoleRule[] {
  return objectsIn(manifestOf(role), "rules").map((rule: JsonObject, index) => ({
    groups: textsIn(rule, "apiGroups"),
    resources: textsIn(rule, "resources"),
    names: textsIn(rule, "resourceNames"),
    verbs: textsIn(rule, "verbs"),
    urls: textsIn(rule, "nonResourceURLs"),
    path: `rules.${index}`,
  }));
}

/** Whether a list contains a value or a wildcard. */
export function covers(list: readonly string[], ...wanted: readonly string[]): boolean {
  return list.includes("*") || wanted.some((item) => list.includes(item));
}
