import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { localDown, localStatus, localUp } from "../../../src/cli/commands/local";
import type { Outcome, Tools } from "../../../src/cli/local/tools";
import { writeAtomically } from "../../../src/cli/output/write-atomically";
import type { KubernetesCluster } from "../../../src/environment/environment";
import type { KubernetesInput } from "../../../src/environment/environment-input";
import { InputError } from "../../../src/problems/problem";
import { kubernetesEnvironment, OIDC } from "../../environment/valid-environments";
import { temporaryFolder } from "../../temporary-folder";

const OPTIONS = { environments: "environments", env: ["kubernetes-dev"] };

const NOT_INSTALLED: Outcome = { status: undefined, output: "", error: "" };
const ok = (output = ""): Outcome => ({ status: 0, output, error: "" });
const failed = (error: string): Outcome => ({ status: 1, output: "", error });

const NODE = {
  metadata: { labels: {} },
  status: { allocatable: { cpu: "4", memory: "8388608Ki" } },
};

const httpRoutes = (annotations: Readonly<Record<string, string>>) =>
  ok(JSON.stringify({ items: [{ metadata: { name: "httproutes.gateway.networking.k8s.io", annotations } }] }));

/** A machine: the output of each program by the first words of a call that match. */
type Machine = Readonly<Record<string, Outcome>>;

const WITH_CLUSTER: Machine = {
  "terraform version": ok('{"terraform_version": "1.11.4"}'),
  "terraform init": ok(),
  "terraform show": ok("{}"),
  "terraform plan": ok("  # everything\n\nPlan: 14 to add, 0 to change, 0 to destroy."),
  "kubectl version": ok(),
  "kubectl config get-contexts": ok("other\nkind-mlops\n"),
  "kubectl get --raw=/readyz": ok("ok"),
  "kubectl get nodes": ok(JSON.stringify({ items: [NODE] })),
  "kubectl get storageclasses": ok(JSON.stringify({ items: [{ metadata: { name: "standard" } }] })),
  "kubectl get namespaces": ok(JSON.stringify({ items: [{ metadata: { name: "default" } }] })),
};

function machine(answers: Machine, terraform = 0) {
  const shown: string[] = [];
  const ran: string[] = [];
  const tools: Tools = {
    run: (program, args) => {
      const call = [program, ...args.filter((argument) => !/^(--kubeconfig|--context|-chdir)=/.test(argument))].join(
        " ",
      );
      ran.push(call);
      const [match] = Object.keys(answers)
        .filter((words) => call.startsWith(words))
        .sort((left, right) => right.length - left.length);
      return match === undefined ? NOT_INSTALLED : (answers[match] ?? NOT_INSTALLED);
    },
    show: (program, args, folder) => {
      shown.push(`${program} ${args[0]} ${folder}`);
      return terraform;
    },
  };
  return { tools, shown, ran };
}

function io() {
  const written: string[] = [];
  return {
    written,
    today: () => "2026-11-01",
    color: false,
    readInput: () => new Uint8Array(),
    write: (text: string) => void written.push(text),
    writeError: (text: string) => void written.push(text),
    writeFile: writeAtomically,
  };
}

function problemsOf(answers: Machine, options: { readonly yes?: boolean } = { yes: true }) {
  const { tools, shown } = machine(answers);
  try {
    localUp({ ...OPTIONS, ...options }, io(), tools);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(shown).toEqual([]);
    return error.problems;
  }
  throw new Error("it was accepted");
}

describe("before anything is changed, `up` reports", () => {
  test("every program that is missing, with the way to install it", () => {
    const problems = problemsOf({});
    expect(problems.map(({ found }) => found)).toEqual(["no terraform or tofu", "no kubectl", "no kind", "no docker"]);
    for (const { remedy } of problems) expect(remedy).toContain("https://");
  });

  test("a Terraform that is too old for write-only arguments", () => {
    const problems = problemsOf({ ...WITH_CLUSTER, "terraform version": ok('{"terraform_version": "1.9.8"}') });
    expect(problems).toMatchObject([{ found: "terraform or tofu 1.9", expected: "terraform or tofu 1.11 or newer" }]);
  });

  test("a cluster that it did not create and that was not confirmed", () => {
    expect(problemsOf(WITH_CLUSTER, {})).toMatchObject([
      { path: "cloud.context", remedy: expect.stringContaining("--yes") },
    ]);
  });

  test("a cluster that does not answer", () => {
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get --raw=/readyz": failed("connection refused") });
    expect(problems).toMatchObject([{ path: "cloud.context", found: expect.stringContaining("connection refused") }]);
  });

  test("a cluster that is too small, with what is needed", () => {
    const small = { ...NODE, status: { allocatable: { cpu: "900m", memory: "2Gi" } } };
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [small] })) });
    expect(problems).toMatchObject([{ path: "cloud.nodes", found: "1 nodes with 0.9 processors, 2.0 GiB" }]);
  });

  test("a StorageClass that does not exist, and those that do", () => {
    const classes = ok(JSON.stringify({ items: [{ metadata: { name: "local-path" } }] }));
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get storageclasses": classes });
    expect(problems).toMatchObject([{ path: "cloud.storageClass", expected: "one of local-path" }]);
  });

  test("a namespace of the platform that belongs to someone else", () => {
    const namespaces = ok(JSON.stringify({ items: [{ metadata: { name: "mlflow" } }] }));
    const problems = problemsOf({
      ...WITH_CLUSTER,
      "kubectl get namespaces --selector": ok(JSON.stringify({ items: [] })),
      "kubectl get namespaces": namespaces,
    });
    expect(problems).toMatchObject([{ found: "a namespace mlflow that mlops-constructs did not create" }]);
  });

  test("a Gateway API that someone else installed: the deployment would change its version", () => {
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get customresourcedefinitions": httpRoutes({}) });
    expect(problems).toMatchObject([
      {
        path: "platform.components.gateway-api-crds",
        found: "a Gateway API that mlops-constructs did not install",
        remedy: expect.stringContaining('"gateway-api-crds": false'),
      },
    ]);
  });
});

test("`up` continues with the Gateway API that an earlier run installed", () => {
  const annotations = { "meta.helm.sh/release-namespace": "istio-system", "helm.sh/resource-policy": "keep" };
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get customresourcedefinitions": httpRoutes(annotations) });
  expect(localUp({ ...OPTIONS, yes: true }, io(), tools)).toBe(0);
});

test("`up` applies the foundation, then the platform, and ends with the addresses", () => {
  const { tools, shown } = machine(WITH_CLUSTER);
  const output = io();
  expect(localUp({ ...OPTIONS, yes: true }, output, tools)).toBe(0);
  expect(shown).toEqual([
    "terraform apply cdktf.out/stacks/kubernetes-dev-foundation",
    "terraform apply cdktf.out/stacks/kubernetes-dev-platform",
  ]);
  expect(output.written.join("")).toContain("\nPlan: 14 to add, 0 to change, 0 to destroy\n");
  expect(output.written.join("")).toContain("https://mlflow.ml.localhost");
});

test("`up` takes over what a killed run created and did not record; generated values are replaced, not imported", () => {
  const create = (type: string, name: string, namespace?: string) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    change: { actions: ["create"], after: { metadata: [{ name, ...(namespace && { namespace }) }] } },
  });
  const resource_changes = [
    create("kubernetes_namespace_v1", "foundation"),
    create("kubernetes_network_policy_v1", "default-deny", "foundation"),
    create("kubernetes_network_policy_v1", "not-yet", "foundation"),
    create("kubernetes_secret_v1", "postgres-admin", "foundation"),
    create("helm_release", "postgres"),
  ];
  const { tools, ran } = machine({
    ...WITH_CLUSTER,
    "terraform show": ok(JSON.stringify({ resource_changes })),
    "kubectl get namespaces --all-namespaces": ok("/default\n/foundation\n"),
    "kubectl get networkpolicies": ok("foundation/default-deny\n"),
    "kubectl get secrets --all-namespaces": ok("foundation/postgres-admin\n"),
  });
  const files: [string, string][] = [];
  const output = { ...io(), writeFile: (path: string, text: string) => void files.push([path, text]) };
  expect(localUp({ ...OPTIONS, yes: true }, output, tools)).toBe(0);
  expect(files.map(([path]) => path)).toContain("cdktf.out/stacks/kubernetes-dev-foundation/adopt.tf.json");
  expect(JSON.parse(files[0]?.[1] ?? "")).toEqual({
    import: [
      { to: "kubernetes_namespace_v1.foundation", id: "foundation" },
      { to: "kubernetes_network_policy_v1.default-deny", id: "foundation/default-deny" },
    ],
  });
  expect(ran).toContain("kubectl delete secret/postgres-admin --namespace=foundation");
  expect(ran).toContain("kubectl delete pods --all --namespace=foundation");
  expect(ran.filter((call) => call.startsWith("terraform plan"))).toHaveLength(4);
  expect(output.written.join("")).toContain("Taking over 3 objects");
});

test("after a failure, `up` shows what the cluster reported about the platform, each message once", () => {
  const event = (namespace: string, name: string, message: string, lastTimestamp: string) => ({
    metadata: { namespace, creationTimestamp: lastTimestamp },
    involvedObject: { namespace, name },
    message,
    lastTimestamp,
  });
  const pull = 'Failed to pull image "mlflow:3": not found';
  const items = [
    event("mlflow", "mlflow-1", pull, "2999-01-01T00:00:00Z"),
    event("mlflow", "mlflow-1", pull, "2999-01-01T00:01:00Z"),
    event("entry", "gateway-1", "Insufficient memory", "2999-01-01T00:02:00Z"),
    event("mlflow", "old", "before this run", "2020-01-01T00:00:00Z"),
    event("default", "other", "of someone else", "2999-01-01T00:00:00Z"),
  ];
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get events": ok(JSON.stringify({ items })) }, 1);
  const output = io();
  expect(localUp({ ...OPTIONS, yes: true }, output, tools)).toBe(1);
  expect(output.written.at(-1)).toBe(
    [
      "The cluster reported, newest first:",
      "  entry/gateway-1: Insufficient memory",
      `  mlflow/mlflow-1: ${pull}`,
      "cdktf.out/stacks/kubernetes-dev-foundation is not complete. Run the command again; it goes on where it stopped.",
      "",
    ].join("\n"),
  );
});

describe("with the context of a kind cluster that does not exist yet", () => {
  const without: Machine = {
    ...WITH_CLUSTER,
    "kubectl config get-contexts": ok("other\n"),
    "kind version": ok(),
    "docker info": ok(),
  };

  test("`up` creates it, whose gateway answers on this machine, and asks for nothing", () => {
    const { tools, ran } = machine({ ...without, "kind create cluster": ok() });
    expect(localUp(OPTIONS, io(), tools)).toBe(0);
    const created = ran.find((call) => call.startsWith("kind create cluster"));
    expect(created).toContain("--name=mlops");
  });

  test("`up` reports why kind failed, and deploys nothing", () => {
    const { tools, shown } = machine({ ...without, "kind create cluster": failed("port 443 is in use") });
    const output = io();
    expect(localUp(OPTIONS, output, tools)).toBe(1);
    expect(output.written.join("")).toContain("port 443 is in use");
    expect(shown).toEqual([]);
  });
});

test("`up` stops at a stack that Terraform can't complete, and says how to go on", () => {
  const { tools, shown } = machine(WITH_CLUSTER, 1);
  const output = io();
  expect(localUp({ ...OPTIONS, yes: true }, output, tools)).toBe(1);
  expect(shown).toHaveLength(1);
  expect(output.written.join("")).toContain("Run the command again");
});

test("`up` continues Helm operations that a killed run left unfinished, after Terraform has the lock of the state", () => {
  const { tools, ran } = machine({
    ...WITH_CLUSTER,
    "kubectl get secrets --namespace=istio-system": ok("secret/sh.helm.release.v1.istiod.v1\n"),
    "kubectl delete": ok(),
  });
  const output = io();
  expect(localUp({ ...OPTIONS, yes: true }, output, tools)).toBe(0);
  expect(output.written.join("")).toContain("Continuing istio-system/istiod.v1");
  const deleted = ran.indexOf("kubectl delete --namespace=istio-system secret/sh.helm.release.v1.istiod.v1");
  expect(deleted).toBeGreaterThan(ran.findIndex((call) => call.startsWith("terraform plan")));
});

test("`status` counts the ready pods of each namespace, and fails while some are not", () => {
  const pod = (ready: string) => ({ status: { phase: "Running", conditions: [{ type: "Ready", status: ready }] } });
  const { tools } = machine({
    ...WITH_CLUSTER,
    "kubectl get pods": ok(JSON.stringify({ items: [pod("True"), pod("False")] })),
  });
  const output = io();
  expect(localStatus(OPTIONS, output, tools)).toBe(1);
  expect(output.written[0]).toBe("foundation           1 of 2 pods ready\n");
});

test("`down` destroys the platform before the foundation, and removes the definitions that Helm keeps", () => {
  const definition = (name: string, annotations: Readonly<Record<string, string>>) => ({
    metadata: { name, annotations },
  });
  const kept = { "meta.helm.sh/release-namespace": "kserve", "helm.sh/resource-policy": "keep" };
  const { tools, shown, ran } = machine({
    ...WITH_CLUSTER,
    "kubectl get customresourcedefinitions": ok(
      JSON.stringify({
        items: [
          definition("inferenceservices.serving.kserve.io", kept),
          definition("of.others", { ...kept, "meta.helm.sh/release-namespace": "others" }),
        ],
      }),
    ),
    "kubectl delete": ok(),
  });
  expect(localDown(OPTIONS, io(), tools)).toBe(0);
  expect(shown).toEqual([
    "terraform apply cdktf.out/stacks/kubernetes-dev-platform",
    "terraform apply cdktf.out/stacks/kubernetes-dev-foundation",
  ]);
  expect(ran.filter((call) => call.startsWith("terraform plan"))).toHaveLength(2);
  expect(ran.filter((call) => call.startsWith("terraform plan") && !call.includes("-destroy"))).toEqual([]);
  expect(ran).toContain("kubectl delete customresourcedefinitions inferenceservices.serving.kserve.io");
  expect(ran.filter((call) => call.startsWith("kind"))).toEqual([]);
});

/** A folder with one environment on the cluster of the machine. */
function own(changes: Partial<KubernetesInput>, cloud: Partial<KubernetesCluster> = {}) {
  const folder = temporaryFolder("environments");
  const input = kubernetesEnvironment({
    cloud: { provider: "kubernetes", context: "kind-mlops", nodes: { count: 1, cpu: 8, memoryGiB: 32 }, ...cloud },
    platform: { domain: "ml.localhost", components: {} },
    ...changes,
  });
  writeFileSync(join(folder, "dev.json"), JSON.stringify(input));
  return { environments: folder, env: ["kubernetes-dev"], yes: true };
}

const LARGE_NODE = { ...NODE, status: { allocatable: { cpu: "16", memory: "33554432Ki" } } };

describe("with servers of your own", () => {
  const options = own({}, { objectStore: { endpoint: "https://s3.example.com", region: "us-east-1" } });
  const up = (secrets: string) => {
    const { tools, shown } = machine({
      ...WITH_CLUSTER,
      "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })),
      "kubectl get secrets --namespace=foundation": ok(secrets),
    });
    const output = io();
    return { status: localUp(options, output, tools), shown, text: output.written.join("") };
  };

  test("`up` stops after the foundation, and shows how to set the entries that have no value", () => {
    const { status, shown, text } = up("secret/object-store-database-backup\n");
    expect(status).toBe(1);
    expect(shown).toEqual(["terraform apply cdktf.out/stacks/kubernetes-dev-foundation"]);
    expect(text).toContain("# key for the object store: reads acme-dev-artifacts");
    expect(text).toContain(
      "create secret generic object-store-mlflow --from-literal=access-key-id=… --from-literal=secret-access-key=…",
    );
    expect(text).not.toContain("create secret generic object-store-database-backup");
  });

  test("`up` goes on once they are set", () => {
    const { status, shown } = up("secret/object-store-database-backup\nsecret/object-store-mlflow\n");
    expect(status).toBe(0);
    expect(shown).toHaveLength(2);
  });
});

describe("with the state on the cluster", () => {
  const options = own({ state: "remote" }, { stateNamespace: "states" });

  test("OpenTofu is not enough: it does not store a state of this size there", () => {
    const { "terraform version": version, ...others } = WITH_CLUSTER;
    const { tools } = machine({ ...others, "tofu version": version ?? ok() });
    expect(() => localUp(options, io(), tools)).toThrow(InputError);
    try {
      localUp(options, io(), tools);
    } catch (error) {
      expect((error as InputError).problems).toMatchObject([
        { found: "no terraform", remedy: expect.stringContaining("OpenTofu") },
      ]);
    }
  });

  test("`down` deletes the states of the stacks that are gone", () => {
    const { tools, ran } = machine({ ...WITH_CLUSTER, "kubectl delete": ok() });
    expect(localDown(options, io(), tools)).toBe(0);
    expect(ran).toContain(
      "kubectl delete secrets,leases --namespace=states --selector=tfstateSecretSuffix in (kubernetes-dev-foundation, kubernetes-dev-platform)",
    );
  });
});

test("with an identity provider of your own, the first steps name it, and no password of Dex", () => {
  const oidc = { ...OIDC, issuer: "https://login.example.com" };
  const options = own({ platform: { domain: "ml.localhost", oidc } });
  const { tools } = machine({
    ...WITH_CLUSTER,
    "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })),
    "kubectl get secrets --namespace=foundation": ok("secret/oidc-client\n"),
  });
  const output = io();
  expect(localUp(options, output, tools)).toBe(0);
  const text = output.written.join("");
  expect(text).toContain("Sign on at https://login.example.com.");
  expect(text).not.toContain("get secret administrator");
});
