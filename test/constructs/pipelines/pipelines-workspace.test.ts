import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import type { Manifest } from "../../../src/constructs";
import { PipelinesWorkspace, type PipelinesWorkspaceProps } from "../../../src/constructs";
import { synthesize } from "../../../src/framework/synthesize";
import { TerraformStack } from "../../../src/framework/terraform";
import { bucket, IDENTITY } from "../build-component";

function workspace(
  scheme: "s3" | "gs" = "s3",
  members: readonly string[] = ["ada@example.com"],
  changes: Partial<PipelinesWorkspaceProps> = {},
) {
  const manifests = manifestsOf({ members, bucket: bucket("acme-pipelines", scheme), ...changes });
  return (kind: string, name: string): Manifest => {
    const found = manifests.find((candidate) => candidate.kind === kind && candidate.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found;
  };
}

function manifestsOf(props: Partial<PipelinesWorkspaceProps>): readonly Manifest[] {
  let manifests: readonly Manifest[] = [];
  synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new HelmProvider(scope, "helm");
    const common = { team: "fraud", members: [], identity: IDENTITY, bucket: bucket("acme-pipelines") };
    manifests = new PipelinesWorkspace(scope, "workspace", { ...common, ...props }).bundle.manifests;
  });
  return manifests;
}

test.each([
  ["none", ["ServiceAccount"]],
  ["argo-workflows", ["ServiceAccount", "Role", "RoleBinding", "ConfigMap"]],
  ["kubeflow-pipelines", ["ServiceAccount", "Role", "RoleBinding", "RoleBinding", "ConfigMap", "ConfigMap"]],
] as const)("a team without pipelines keeps its account: with the engine %s", (engine, kinds) => {
  expect(manifestsOf({ engine }).map(({ kind }) => kind)).toEqual(kinds);
});

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

describe("with a key of the object store", () => {
  const find = workspace("s3", [], {
    identity: { ...IDENTITY, keySecret: "object-store-team-fraud" },
    bucket: { ...bucket("acme-pipelines"), endpoint: "http://object-store.foundation.svc.cluster.local:8333" },
  });

  test("steps store artifacts in it with the key of their team", () => {
    const { providers } = find("ConfigMap", "kfp-launcher").data as { providers: string };
    expect(JSON.parse(providers).s3.default).toMatchObject({
      endpoint: "object-store.foundation.svc.cluster.local:8333",
      disableSSL: true,
      credentials: {
        fromEnv: false,
        secretRef: {
          secretName: "object-store-team-fraud",
          accessKeyKey: "AWS_ACCESS_KEY_ID",
          secretKeyKey: "AWS_SECRET_ACCESS_KEY",
        },
      },
    });
  });

  test("steps may read that secret and no other", () => {
    const rules = find("Role", "pipeline-runner").rules as { resources: string[]; resourceNames?: string[] }[];
    const secrets = rules.filter(({ resources }) => resources.includes("secrets"));
    expect(secrets).toEqual([
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["object-store-team-fraud"], verbs: ["get"] },
    ]);
  });

  test("logs are stored with it, too", () => {
    const data = find("ConfigMap", "artifact-repositories").data as Record<string, string>;
    expect(JSON.parse(data.team ?? "").s3.accessKeySecret.name).toBe("object-store-team-fraud");
  });
});
