import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment } from "../valid-environments";

test("a retention that CloudWatch doesn't support is rejected with the next longer one as a suggestion", () => {
  expect(problemAt("logRetentionDays", awsEnvironment({ logRetentionDays: 8 }))).toMatchObject({
    found: "8",
    expected: expect.stringContaining("one of 1, 3, 5, 7, 14, 30"),
    remedy: "Set logRetentionDays to 14.",
  });
  expect(problemsOf([awsEnvironment({ logRetentionDays: 3653 })])).toEqual([]);
  expect(problemAt("logRetentionDays", changed(awsEnvironment(), "logRetentionDays", 0)).found).toBe("0");
});
