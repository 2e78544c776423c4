import { endpointApplications } from "../../../src/constructs/models/endpoint-applications";

const REPOSITORY = "https://github.com/acme/ml-platform.git";

test("Argo CD leaves the traffic share to releases, so it can't undo a rollback", () => {
  const set = endpointApplications({
    repository: REPOSITORY,
    branch: "main",
    folder: "models/aws-prod",
    namespaces: ["fraud"],
  }).find(({ kind }) => kind === "ApplicationSet");
  if (!set) throw new Error("there is no ApplicationSet");
  const { template, generators } = JSON.parse(JSON.stringify(set.spec));
  expect(generators).toEqual([
    { git: { repoURL: REPOSITORY, revision: "main", directories: [{ path: "models/aws-prod/*" }] } },
  ]);
  expect(template.spec.ignoreDifferences).toContainEqual({
    group: "serving.kserve.io",
    kind: "InferenceService",
    jsonPointers: ["/spec/predictor/canaryTrafficPercent"],
  });
  // A commit is applied as it is: a version merged at 0 % must not get all the traffic.
  expect(template.spec.syncPolicy.syncOptions).toEqual(["ServerSideApply=true"]);
});
