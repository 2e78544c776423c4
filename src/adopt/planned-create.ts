/** A resource that Terraform would create, with the values that are known at plan time. */
export interface PlannedCreate {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The parts of `terraform show -json` of a plan that are read here: https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly after: Readonly<Record<string, unknown>> | null };
  }[];
  readonly prior_state?: {
    readonly values?: { readonly root_module?: { readonly resources?: readonly StateResource[] } };
  };
}

export interface StateResource {
  readonly address: string;
  readonly mode: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The resources that the plan would create, in its order. */
export function plannedCreates(plan: PlanJson): readonly PlannedCreate[] {
  return (plan.resource_changes ?? [])
    .filter(({ mode, change }) => mode === "managed" && change.actions.length === 1 && change.actions[0] === "create")
    .map(({ address, type, change }) => ({ address, type, values: change.after ?? {} }));
}

export function stateResources(plan: PlanJson): readonly StateResource[] {
  return plan.prior_state?.values?.root_module?.resources ?? [];
}
