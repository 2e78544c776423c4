import type { Fault } from "../../problems/fault";
import type { CloudEnvironment } from "../environment";
import type { Partially } from "../keep-valid";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const CLOUDWATCH_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** CloudWatch only supports certain retention periods. Both clouds use them, so that environments stay comparable. */
export function checkLogRetention({ logRetentionDays }: Partially<CloudEnvironment>): Fault[] {
  if (logRetentionDays === undefined || CLOUDWATCH_DAYS.includes(logRetentionDays)) return [];
  const next = CLOUDWATCH_DAYS.find((days) => days > logRetentionDays);
  return [
    {
      path: "logRetentionDays",
      found: String(logRetentionDays),
      expected: `one of ${CLOUDWATCH_DAYS.join(", ")}`,
      remedy: `Set logRetentionDays to ${next ?? CLOUDWATCH_DAYS.at(-1)}.`,
    },
  ];
}
