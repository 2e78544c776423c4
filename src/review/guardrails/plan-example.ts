import type { Action, Json, JsonObject } from "../model";

/** One change of a plan; the default address is `<type>.main`. */
export interface PlannedChange {
  readonly type: string;
  readonly name?: string;
  readonly actions: readonly Action[];
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly replacePaths?: readonly (readonly string[])[];
}

/** Plan JSON (`terraform show -json`) with these changes, for the examples of rules. */
export function planExample(...changes: readonly PlannedChange[]): JsonObject {
  return {
    format_version: "1.2",
    terraform_version: "1.14.0",
    planned_values: {
      root_module: {
        resources: changes.flatMap(({ type, name = "main", after }): Json[] =>
          after === undefined ? [] : [{ address: `${type}.${name}`, mode: "managed", type, name, values: after }],
        ),
      },
    },
    configuration: { root_module: {} },
    resource_changes: changes.map(
      ({ type, name = "main", actions, before = null, after = null, replacePaths }): Json => ({
        address: `${type}.${name}`,
        mode: "managed",
        type,
        name,
        change: {
          actions,
          before,
          after,
          after_unknown: {},
          ...(replacePaths && { replace_paths: replacePaths }),
        },
      }),
    ),
  };
}
