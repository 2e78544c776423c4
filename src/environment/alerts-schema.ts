import { z } from "zod";
import { block, email, flag, oneOf, text } from "./vocabulary";

/** Expected value of a severity's block. */
export const ANY_RECEIVER =
  "at least one of slack, pagerduty, opsgenie, email, webhook (a webhook for others, e.g. a bridge to Microsoft Teams)";

const receivers = block(
  {
    slack: flag.optional(),
    pagerduty: oneOf("us", "eu").optional(),
    opsgenie: oneOf("us", "eu").optional(),
    email: block({
      to: z.array(email, { error: "a list of e-mail addresses" }).min(1, { error: "at least one e-mail address" }),
      from: email,
      smarthost: text(
        /^[a-z0-9.-]+:([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/i,
        "host and port of a mail relay, e.g. smtp.example.com:587",
      ),
      username: text(/^\S+$/, "the user name at the mail relay"),
    }).optional(),
    webhook: flag.optional(),
  },
  `a block with ${ANY_RECEIVER}`,
);

export const alertsSchema = block({
  critical: receivers,
  warning: receivers,
  heartbeat: flag.optional(),
}).optional();
