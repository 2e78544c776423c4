import { releaseAccess } from "../../../../src/constructs/models/release/release-access";

test("releases read the serving version, and only write a record next to each endpoint", () => {
  const rules = rulesOfReleases();
  const on = (resource: string) => rules.filter(({ resources }) => resources.includes(resource));
  expect(on("revisions")).toMatchObject([{ resources: ["services", "revisions"], verbs: ["get"] }]);
  expect(on("configmaps")).toMatchObject([
    { resourceNames: ["scorer-release"], verbs: ["get", "patch"] },
    { verbs: ["create"] },
  ]);
});

test("releases delete what they create next to an endpoint, but no endpoint", () => {
  const deleting = rulesOfReleases().filter(({ verbs }) => verbs.includes("delete") || verbs.includes("*"));
  expect(deleting.map(({ resourceNames }) => resourceNames)).toEqual([["scorer-challenger", "scorer-shadow"]]);
});

interface AccessRule {
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

function rulesOfReleases(): AccessRule[] {
  const access = releaseAccess({
    identity: {
      namespace: "model-delivery",
      serviceAccount: "model-delivery",
      annotations: {},
      podLabels: {},
      principal: "role/model-delivery",
    },
    namespaces: ["fraud"],
    endpoints: [{ name: "scorer" }],
    tokenEntry: "release-token",
  });
  return access.flatMap((manifest) => JSON.parse(JSON.stringify(manifest.rules ?? [])));
}
