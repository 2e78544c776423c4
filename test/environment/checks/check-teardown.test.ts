import { parseEnvironments } from "../../../src/environment/parse-environments";
import { problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, TODAY } from "../valid-environments";

const teardown = {
  reason: "The project ended; its data is archived.",
  owner: "ada@example.com",
  expires: "2026-11-20",
};

const prod = (changes: object) => awsEnvironment({ tier: "prod", ...changes });

test("a teardown disables deletion protection", () => {
  const [environment] = parseEnvironments([{ source: "prod.ts", input: prod({ teardown }) }], TODAY);
  expect(environment).toMatchObject({ deletionProtection: false, teardown });
});

test("a teardown together with deletionProtection is rejected", () => {
  expect(problemAt("deletionProtection", prod({ teardown, deletionProtection: true })).found).toBe(
    "true with a teardown",
  );
});

test("an environment is unprotected for at most 30 days", () => {
  expect(problemsOf([prod({ teardown: { ...teardown, expires: "2026-12-01" } })])).toEqual([]);
  expect(problemAt("teardown.expires", prod({ teardown: { ...teardown, expires: "2026-12-02" } })).expected).toContain(
    "2026-12-01",
  );
});

test("reason, owner and date are required, in one report", () => {
  const paths = problemsOf([prod({ teardown: { reason: "old", owner: "ada", expires: "soon" } })]).map(
    ({ path }) => path,
  );
  expect(paths.sort()).toEqual(["teardown.expires", "teardown.owner", "teardown.reason"]);
});
