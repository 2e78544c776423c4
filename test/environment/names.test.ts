import { namesOf, tagsOf } from "../../src/environment/names";
import { parseEnvironments } from "../../src/environment/parse-environments";
import { awsEnvironment, TODAY } from "./valid-environments";

test("every name begins with the organization and the environment", () => {
  const names = namesOf({ organization: "acme", name: "dev" });
  expect(names.prefix).toBe("acme-dev");
  expect([
    names.stateBucket,
    names.database,
    names.bucket("models"),
    names.identity("mlflow"),
    names.ciIdentity("plan"),
    names.key("storage"),
  ]).toEqual([
    "acme-dev-tfstate",
    "acme-dev-postgres",
    "acme-dev-models",
    "acme-dev-mlflow",
    "acme-dev-ci-plan",
    "acme-dev-storage",
  ]);
});

test("tags contain cost centre and owner, in characters that both clouds accept", () => {
  const input = awsEnvironment({ costCentre: "ML / 1001", owner: "ML.Platform@example.com" });
  const [environment] = parseEnvironments([{ source: "dev.ts", input }], TODAY);
  expect(environment && tagsOf(environment)).toEqual({
    environment: "dev",
    owner: "ml-platform_at_example-com",
    "cost-centre": "ml---1001",
    "data-classification": "internal",
    "managed-by": "mlops-constructs",
  });
});
