import { BillingBudget } from "@cdktf/provider-google/lib/billing-budget";
import { MonitoringNotificationChannel } from "@cdktf/provider-google/lib/monitoring-notification-channel";
import { Construct } from "../../framework/terraform";

export interface BudgetProps {
  readonly name: string;
  readonly monthlyUsd: number;
  /** Who is told. */
  readonly alertEmails: readonly string[];
  /** `XXXXXX-XXXXXX-XXXXXX`; the budget belongs to it. */
  readonly billingAccount: string;
  /** The project whose cost counts. */
  readonly projectId: string;
  readonly projectNumber: string;
}

/** A monthly budget that warns when all of it is forecast to be spent, when 80 % are spent, and when all of it is. */
export class Budget extends Construct {
  readonly budget: BillingBudget;

  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    const channels = props.alertEmails.map(
      (email, index) =>
        new MonitoringNotificationChannel(this, `channel-${index}`, {
          project: props.projectId,
          displayName: `Budget alerts to ${email}`,
          type: "email",
          labels: { email_address: email },
        }),
    );
    this.budget = new BillingBudget(this, "budget", {
      billingAccount: props.billingAccount,
      displayName: props.name,
      budgetFilter: { projects: [`projects/${props.projectNumber}`], calendarPeriod: "MONTH" },
      amount: { specifiedAmount: { currencyCode: "USD", units: Math.trunc(props.monthlyUsd).toString() } },
      thresholdRules: [
        { thresholdPercent: 1, spendBasis: "FORECASTED_SPEND" },
        { thresholdPercent: 0.8, spendBasis: "CURRENT_SPEND" },
        { thresholdPercent: 1, spendBasis: "CURRENT_SPEND" },
      ],
      allUpdatesRule: { monitoringNotificationChannels: channels.map((channel) => channel.id) },
    });
  }
}
