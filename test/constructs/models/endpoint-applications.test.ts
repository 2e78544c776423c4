import { endpointApplications } from "../../../src/constructs/models/endpoint-applications";

const REPOSITORY = "https://github.com/acme/ml-platform.git";

const manifests = endpointApplications({
  repository: REPOSITORY,
  branch: "main",
  folder: "models/aws-prod",
  namespaces: ["fraud"],
});

function specOf(kind: string) {
  const [manifest] = manifests.filter((each) => each.kind === kind);
  return JSON.parse(JSON.stringify(manifest?.spec));
}

test("the project admits the applications, and endpoints in the namespaces of teams alone", () => {
  const { destinations } = specOf("AppProject");
  const { destination } = specOf("ApplicationSet").template.spec;
  // https://github.com/argoproj/argo-cd/blob/v3.4.4/pkg/apis/application/v1alpha1/app_project_types.go: a destination
  // without namespace matches the empty one only.
  expect(destinations).toContainEqual({ namespace: "", ...destination });
  expect(destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(["", "fraud"]);
});

test("Argo CD leaves the traffic share to releases, so it can't undo a rollback", () => {
  const { template, generators } = specOf("ApplicationSet");
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
