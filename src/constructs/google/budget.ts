import { BillingBudget } from "@cdktf/provider-google/lib/billing-budget";
import { MonitoringNotificationChannel } from "@cdktf/provider-google/lib/monitoring-notification-channel";
import { Construct } from "../../framework/terraform";

export interface BudgetProps {
  readonly name: string;
  readonly monthlyUsd: number;
  /** Who is notified. */
  readonly alertEmails: readonly string[];
  /** `XXXXXX-XXXXXX-XXXXXX`; the billing account that the budget belongs to. */
  readonly billingAccount: string;
  /** The project whose cost counts. */
  readonly projectId: string;
  readonly projectNumber: string;
}

/** A monthly budget that alerts at 80 % and 100 % of actual spend and when forecast spend reaches 100 %. */
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
