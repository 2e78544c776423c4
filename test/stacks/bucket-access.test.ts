import { PROFILE_NAMES, type Profile } from "../../src/catalogue/profiles";
import type { CloudEnvironment, Platform } from "../../src/environment/environment";
import { helmValues, type Resource, type ResourceGraph } from "../../src/review/model";
import { modelAccess, teamAccess } from "../../src/stacks/access";
import { chosenComponents } from "../../src/stacks/chosen-components";
import { bucketsOf, CONSUMER_ACCESS, consumersOf } from "../../src/stacks/platform/consumers";
import { type Cloud, graphOf, shipped, shippedGraph, synthesizeEnvironment } from "./shipped";

/**
 * A service account with a cloud identity, as `namespace/name`, and its access: `read artifacts`, `write models/fraud`.
 */
type Access = ReadonlyMap<string, ReadonlySet<string>>;

function accessOn(cloud: Cloud, name: string, graph = shippedGraph(cloud, name)): Access {
  return cloud === "aws" ? awsAccess(graph, name) : googleAccess(graph, name);
}

function awsAccess(graph: ResourceGraph, name: string): Access {
  const found = graph.ofType("aws_eks_pod_identity_association").map((association) => {
    const [role] = graph.references(association, "role_arn").filter(({ type }) => type === "aws_iam_role");
    const policies = graph.ofType("aws_iam_role_policy").filter((policy) => isOf(graph, policy, "role", role));
    const objects = policies
      .flatMap(({ body }) => JSON.parse(String(body.policy)).Statement)
      .filter(({ Sid }: { Sid: string }) => Sid === "Objects");
    const reached = objects.map(({ Action, Resource: [arn] }: { Action: string[]; Resource: string[] }) =>
      line(Action.includes("s3:PutObject"), String(arn).replace(`arn:aws:s3:::acme-${name}-`, "")),
    );
    const { namespace, service_account } = association.body;
    return [`${namespace}/${service_account}`, new Set<string>(reached)] as const;
  });
  return new Map(found);
}

function googleAccess(graph: ResourceGraph, name: string): Access {
  const bindings = graph
    .ofType("google_service_account_iam_member")
    .filter(({ body }) => String(body.member).includes(".svc.id.goog["));
  const found = bindings.map((binding) => {
    const [account] = graph.references(binding, "service_account_id");
    const grants = graph
      .ofType("google_storage_bucket_iam_member")
      .filter((grant) => isOf(graph, grant, "member", account));
    const reached = grants.map((grant) => {
      const bucket = graph.attribute(grant, "bucket");
      const named = bucket.kind === "known" ? String(bucket.value) : "";
      const [, prefix = ""] =
        /objects\/(.+?)\/"\)/.exec(JSON.stringify(grant.body.condition ?? "").replaceAll("\\", "")) ?? [];
      return line(grant.body.role === "roles/storage.objectUser", `${named.replace(`acme-${name}-`, "")}/${prefix}/*`);
    });
    const [, workload = ""] = /\[(.+)\]/.exec(String(binding.body.member)) ?? [];
    return [workload, new Set(reached)] as const;
  });
  return new Map(found);
}

/** The manifests in a namespace, as `Kind name`. */
function manifestsIn(graph: ResourceGraph, namespace: string): string[] {
  return ["ServiceAccount", "Role", "ConfigMap"].flatMap((kind) =>
    graph
      .ofType(`kubernetes/${kind}`)
      .map(({ body }) => body.metadata as { name: string; namespace?: string })
      .filter((metadata) => metadata.namespace === namespace)
      .map(({ name }) => `${kind} ${name}`),
  );
}

const line = (writes: boolean, place: string) =>
  `${writes ? "write" : "read"} ${place.replace(/\/*\*?$/, "").replace(/\/$/, "")}`;

function isOf(graph: ResourceGraph, resource: Resource, attribute: string, owner: Resource | undefined): boolean {
  return owner !== undefined && graph.references(resource, attribute).includes(owner);
}

/** Namespaces that the policies of a namespace allow, except those of users and monitoring. */
function admittedBy(graph: ResourceGraph, namespace: string): string[] {
  const policies = graph
    .ofType("kubernetes_network_policy_v1")
    .filter(({ address }) => address.includes(`.${namespace}_namespace_allow-namespaces`));
  const text = JSON.stringify(policies.map(({ body }) => body.spec));
  const names = [...text.matchAll(/"kubernetes\.io\/metadata\.name":"([\w-]+)"/g)].map(([, name = ""]) => name);
  return names.filter((name) => name !== "entry" && name !== "monitoring");
}

const CLOUDS = ["aws", "google"] as const;

/** The shipped environments, and one in each other profile, and without pipelines. */
const CASES = CLOUDS.flatMap((cloud) => {
  const variant = (changes: Partial<Platform>) => variantOf(shipped(cloud, "dev"), changes);
  return [
    ...["dev", "staging", "prod"].map((name) => [cloud, name, "as shipped", shipped(cloud, name)] as const),
    ...PROFILE_NAMES.map((profile) => [cloud, "dev", `profile ${profile}`, inProfile(profile, cloud)] as const),
    [cloud, "dev", "without Kubeflow Pipelines", variant({ components: { "kubeflow-pipelines": false } })] as const,
  ];
});

function variantOf(environment: CloudEnvironment, changes: Partial<Platform>): CloudEnvironment {
  const { platform } = environment;
  if (!platform) throw new Error(`${environment.name} has no platform`);
  return { ...environment, platform: { ...platform, ...changes } };
}

/** The profile `lite` has no component that delivers models. */
function inProfile(profile: Profile, cloud: Cloud): CloudEnvironment {
  const { models, ...environment } = variantOf(shipped(cloud, "dev"), { profile });
  if (profile !== "lite") return { ...environment, ...(models && { models }) };
  return variantOf(environment, { servingMode: "standard" });
}

describe.each(CASES)("%s-%s, %s", (cloud, name, change, environment) => {
  const graph = change === "as shipped" ? shippedGraph(cloud, name) : graphOf(environment);
  const access = accessOn(cloud, name, graph);

  test("MLflow allows exactly those who may write artifacts", () => {
    const writers = [...access].filter(([, reached]) => reached.has("write artifacts")).map(([account]) => account);
    const namespaces = writers.map((account) => account.split("/")[0]);
    expect(namespaces.length).toBeGreaterThan(0);
    expect([...new Set(namespaces)].sort()).toEqual(admittedBy(graph, "mlflow").sort());
  });

  test("everyone reaches exactly the buckets in the table", () => {
    const table = consumersOf(environment).map((consumer) => ({
      ...CONSUMER_ACCESS[consumer],
      buckets: bucketsOf(consumer, environment),
    }));
    const teams = (environment.platform?.teams ?? []).map((team) => teamAccess(team.name));
    for (const { namespace, serviceAccount, buckets } of [...table, ...teams]) {
      if (cloud === "google" && ["karpenter", "aws-load-balancer-controller"].includes(serviceAccount)) continue;
      const granted = buckets.filter(({ onlyS3 }) => cloud === "aws" || !onlyS3);
      const expected = granted.map(({ bucket, access: right, prefix }) =>
        line(right === "read-write", prefix === undefined ? bucket : `${bucket}/${prefix}`),
      );
      const reached = access.get(`${namespace}/${serviceAccount}`);
      expect([serviceAccount, [...(reached ?? [])].sort()]).toEqual([serviceAccount, expected.sort()]);
    }
  });

  test("each team has an account with the team's identity", () => {
    const teams = (environment.platform?.teams ?? []).map((team) => team.name);
    expect(teams.length).toBeGreaterThan(0);
    for (const team of teams) {
      expect(access.get(`${team}/pipeline-runner`)).toContain("write artifacts");
      expect(manifestsIn(graph, team)).toContain("ServiceAccount pipeline-runner");
    }
  });

  test("workflows of a team report results and write to the team's folder", () => {
    const chosen = chosenComponents(environment);
    for (const { name: team } of environment.platform?.teams ?? []) {
      const found = manifestsIn(graph, team);
      const needed = ["Role pipeline-runner", "ConfigMap artifact-repositories"];
      expect(needed.filter((each) => found.includes(each))).toEqual(chosen.includes("argo-workflows") ? needed : []);
    }
  });

  test("every identity belongs to a service account that is used on the cluster", () => {
    const namespaces = graph.ofType("kubernetes_namespace_v1").map(({ body }) => nameOf(body.metadata));
    const names = new Set(["kube-system", ...namespaces]);
    // Endpoints of models, and with them their accounts, are in Git.
    const text = graph
      .ofType("helm_release")
      .map((release) => JSON.stringify(helmValues(release)))
      .join("\n");
    const endpoints = (environment.models?.endpoints ?? []).map((model) => modelAccess(model.team, model.name));
    const known = new Set([...IN_CHARTS, ...endpoints.map((model) => `${model.namespace}/${model.serviceAccount}`)]);
    const unused = [...access.keys()].filter((account) => {
      const [namespace = "", serviceAccount = ""] = account.split("/");
      return !names.has(namespace) || !(text.includes(`"${serviceAccount}"`) || known.has(account));
    });
    expect(unused).toEqual([]);
  });
});

test.each(CLOUDS)("on %s a team's DVC remote is in a folder that its pipelines can write to", (cloud) => {
  const environment = shipped(cloud, "prod");
  const stacks = synthesizeEnvironment(environment);
  const outputs = stacks.flatMap(({ json }) =>
    Object.entries((json.output ?? {}) as Record<string, { value: string }>),
  );
  const teams = (environment.platform?.teams ?? []).map((team) => team.name);
  expect(teams.length).toBeGreaterThan(0);
  for (const team of teams) {
    const [, config] = outputs.find(([name]) => name === `dvc-config-${team}`) ?? [];
    expect(config?.value).toMatch(new RegExp(`url = \\w+://acme-prod-datasets/${team}/`));
    expect(accessOn(cloud, "prod").get(`${team}/pipeline-runner`)).toContain(`write datasets/${team}`);
  }
});

/** Accounts with names from the charts. */
const IN_CHARTS = ["kubeflow/ml-pipeline", "kubeflow/ml-pipeline-ui", "kyverno/kyverno-admission-controller"];

function nameOf(metadata: unknown): string {
  return (metadata as { name: string }).name;
}

describe("an engine that trains a model", () => {
  const { models } = shipped("aws", "prod");
  if (!models) throw new Error("prod serves nothing");
  const retrained = (engine: "airflow" | "kubeflow-pipelines") => ({
    models: {
      ...models,
      endpoints: models.endpoints.map((model) => ({
        ...model,
        retraining: { engine, pipeline: "train", minimumHours: 24 },
      })),
    },
  });
  const folders = (engine: "airflow" | "kubeflow-pipelines") =>
    bucketsOf("airflow", retrained(engine)).filter(({ bucket }) => bucket === "models");

  test("writes the folder of that model only", () => {
    expect(folders("airflow")).toEqual(
      models.endpoints.map(({ team, name }) => ({ bucket: "models", access: "read-write", prefix: `${team}/${name}` })),
    );
  });

  test("writes no folder of a model that another engine trains", () => {
    expect(folders("kubeflow-pipelines")).toEqual([]);
  });
});
