import { ExternalDns } from "../../../src/constructs/base/external-dns";
import { buildComponent, DOMAIN, IDENTITY } from "../build-component";

test("only names below the domain are managed, and marked as this cluster's", () => {
  const { values } = buildComponent(
    (scope) => new ExternalDns(scope, "e", { identity: IDENTITY, provider: "aws", domain: DOMAIN, owner: "acme-prod" }),
  );
  expect(values("external-dns")).toMatchObject({ domainFilters: [DOMAIN], txtOwnerId: "acme-prod", policy: "sync" });
});
