import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Construct } from "../../framework/terraform";

export interface BudgetProps {
  readonly name: string;
  readonly monthlyUsd: number;
  /** Who is told. */
  readonly alertEmails: readonly string[];
  /** Only what carries this cost allocation tag counts. @default - the whole account */
  readonly tag?: { readonly key: string; readonly value: string };
}

/** A monthly budget that warns when all of it is forecast to be spent, when 80 % are spent, and when all of it is. */
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
