import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Construct } from "../../framework/terraform";

export interface BudgetProps {
  readonly name: string;
  readonly monthlyUsd: number;
  /** Who is notified. */
  readonly alertEmails: readonly string[];
  /** Only costs with this cost allocation tag count. @default - the whole account */
  readonly tag?: { readonly key: string; readonly value: string };
}

/** A monthly budget that alerts at 80 % and 100 % of actual spend and when forecast spend reaches 100 %. */
export class Budget extends Construct {
  readonly budget: BudgetsBudget;

  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...props.alertEmails],
    });
    this.budget = new BudgetsBudget(this, "budget", {
      name: props.name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: props.monthlyUsd.toFixed(2),
      limitUnit: "USD",
      ...(props.tag && { costFilter: [{ name: "TagKeyValue", values: [`user:${props.tag.key}$${props.tag.value}`] }] }),
      notification: [notify("FORECASTED", 100), notify("ACTUAL", 80), notify("ACTUAL", 100)],
    });
  }
}
