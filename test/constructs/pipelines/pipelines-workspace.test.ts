import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import type { Manifest } from "../../../src/constructs";
import { PipelinesWorkspace } from "../../../src/constructs";
import { synthesize } from "../../../src/framework/synthesize";
import { TerraformStack } from "../../../src/framework/terraform";
import { bucket, IDENTITY } from "../build-component";

function workspace(scheme: "s3" | "gs" = "s3", members: readonly string[] = ["ada@example.com"]) {
  let manifests: readonly Manifest[] = [];
  synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new HelmProvider(scope, "helm");
    const props = { team: "fraud", members, identity: IDENTITY, bucket: bucket("acme-pipelines", scheme) };
    manifests = new PipelinesWorkspace(scope, "workspace", props).bundle.manifests;
  });
  return (kind: string, name: string): Manifest => {
    const found = manifests.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found;
  };
}

const launcher = (scheme: "s3" | "gs") =>
  workspace(scheme)("ConfigMap", "kfp-launcher").data as { defaultPipelineRoot: string; providers: string };

test("steps use the team's own cloud identity", () => {
  expect(workspace()("ServiceAccount", "pipeline-runner").metadata).toMatchObject({
    namespace: "fraud",
    annotations: IDENTITY.annotations,
  });
});

test("steps can't read secrets or start pods", () => {
  const rules = workspace()("Role", "pipeline-runner").rules as { resources: string[]; verbs: string[] }[];
  expect(rules.flatMap(({ resources }) => resources)).not.toContain("secrets");
  expect(rules.find(({ resources }) => resources.includes("pods"))?.verbs).toEqual(["get"]);
});

test("members are listed one by one, and pods with the steps' account may run pipelines too", () => {
  expect(workspace()("RoleBinding", "pipelines")).toMatchObject({
    metadata: { namespace: "fraud" },
    roleRef: { kind: "ClusterRole", name: "kubeflow-pipelines-edit" },
    subjects: [
      { kind: "ServiceAccount", name: "pipeline-runner", namespace: "fraud" },
      { kind: "User", name: "ada@example.com" },
    ],
  });
  expect(workspace("s3", [])("RoleBinding", "pipelines").subjects).toHaveLength(1);
});

test.each(["s3", "gs"] as const)(
  "artifacts and logs are below the team's prefix, reached without keys, on %s",
  (scheme) => {
    const { defaultPipelineRoot, providers } = launcher(scheme);
    expect(defaultPipelineRoot).toBe(`${scheme}://acme-pipelines/private-artifacts/fraud/v2/artifacts`);
    expect(JSON.parse(providers)[scheme].default.credentials).toEqual({ fromEnv: true });
    const { data, metadata } = workspace(scheme)("ConfigMap", "artifact-repositories");
    const chosen = (metadata.annotations as Record<string, string>)[
      "workflows.argoproj.io/default-artifact-repository"
    ];
    const repository = JSON.parse((data as Record<string, string>)[chosen ?? ""] ?? "{}");
    expect(repository[scheme === "s3" ? "s3" : "gcs"]).toMatchObject({
      bucket: "acme-pipelines",
      keyFormat: "private-artifacts/fraud/{{workflow.name}}/{{pod.name}}",
    });
    expect(JSON.stringify(repository)).not.toContain("Secret");
  },
);
