import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { localDown, localStatus, localUp } from "../../../src/cli/commands/local";
import type { Outcome, Tools } from "../../../src/cli/local/tools";
import { writeAtomically } from "../../../src/cli/output/write-atomically";
import type { KubernetesCluster } from "../../../src/environment/environment";
import type { KubernetesInput } from "../../../src/environment/environment-input";
import { InputError, type Problem } from "../../../src/problems/problem";
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
  "kubectl get customresourcedefinitions": ok(JSON.stringify({ items: [] })),
};

/** Every read of the cluster is refused. */
const REFUSED = failed("Unable to connect to the server: EOF\n");

function machine(answers: Machine, terraform = 0) {
  const shown: string[] = [];
  const ran: string[] = [];
  const exact: { readonly call: readonly string[]; readonly input: string | undefined }[] = [];
  const tools: Tools = {
    run: (program, args, input) => {
      exact.push({ call: [program, ...args], input });
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
  return { tools, shown, ran, exact };
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
  const problems = problemsIn(() => localUp({ ...OPTIONS, ...options }, io(), tools));
  expect(shown).toEqual([]);
  return problems;
}

/** Why a command refuses. */
function problemsIn(run: () => number): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
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
    expect(problems).toMatchObject([{ found: "terraform 1.9", expected: "terraform or tofu 1.11 or newer" }]);
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

  test("a Kubernetes that components don't support, whatever the environment file says", () => {
    const version = ok(JSON.stringify({ major: "1", minor: "31+", gitVersion: "v1.31.4-gke.1" }, null, 2));
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get --raw=/version": version });
    expect(problems).toContainEqual({
      source: "environments/local/dev.ts",
      path: "platform.components.istio",
      found: expect.stringMatching(/^istio \S+ on Kubernetes 1\.31$/),
      expected: "Kubernetes 1.32 or newer",
      remedy: "Upgrade or choose another cluster, or disable istio.",
    });
    expect(problems.map(({ path }) => path)).not.toContain("platform.components.mlflow");
  });

  test.each([
    ["2Gi", "2.0"],
    ["2147483648", "2.0"],
    ["2097152Ki", "2.0"],
    ["3G", "2.8"],
    ["3000M", "2.8"],
    ["3221225472000m", "3.0"],
  ])("the memory of a node as Kubernetes writes it: %s", (memory, gib) => {
    const small = { ...NODE, status: { allocatable: { cpu: "900m", memory } } };
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [small] })) });
    expect(problems).toMatchObject([{ found: `1 node with 0.9 processors, ${gib} GiB` }]);
  });

  test("a cluster that is too small, with what is needed", () => {
    const small = { ...NODE, status: { allocatable: { cpu: "900m", memory: "2Gi" } } };
    const problems = problemsOf({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [small] })) });
    expect(problems).toMatchObject([{ path: "cloud.nodes", found: "1 node with 0.9 processors, 2.0 GiB" }]);
  });

  test.each(["nodes", "storageclasses", "namespaces", "customresourcedefinitions"])(
    "%s that the cluster does not list: none would look like all is well",
    (resource) => {
      const problems = problemsOf({ ...WITH_CLUSTER, [`kubectl get ${resource}`]: REFUSED });
      expect(problems).toMatchObject([
        { found: `no answer about its ${resource}: Unable to connect to the server: EOF`, expected: expect.anything() },
      ]);
    },
  );

  test("a cluster whose nodes are unknown: it may be someone else's, so that it needs a confirmation", () => {
    const none = ok(JSON.stringify({ items: [] }));
    expect(problemsOf({ ...WITH_CLUSTER, "kubectl get nodes": none }, {})).toMatchObject([
      { remedy: expect.stringContaining("--yes") },
    ]);
  });

  test("a cluster of kind without a context, which an interrupted creation left, and how to remove it", () => {
    const problems = problemsOf({
      ...WITH_CLUSTER,
      "kubectl config get-contexts": ok("other\n"),
      "kind version": ok(),
      "docker info": ok(),
      "kind get clusters": ok("other\nmlops\n"),
    });
    expect(problems).toMatchObject([{ remedy: expect.stringContaining("kind delete cluster --name=mlops") }]);
  });

  test("a cluster with too few processors, or too little memory", () => {
    for (const allocatable of [
      { cpu: "1", memory: "64Gi" },
      { cpu: "64", memory: "1Gi" },
    ]) {
      const nodes = ok(JSON.stringify({ items: [{ ...NODE, status: { allocatable } }] }));
      expect(problemsOf({ ...WITH_CLUSTER, "kubectl get nodes": nodes })).toMatchObject([{ path: "cloud.nodes" }]);
    }
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

test("every call names the cluster of the environment, whatever the current context is", () => {
  const { tools, exact } = machine(WITH_CLUSTER);
  localUp({ ...OPTIONS, yes: true }, io(), tools);
  const calls = exact.map(({ call }) => call.join(" ")).filter((call) => /^kubectl (?!version)/.test(call));
  expect(calls.length).toBeGreaterThan(5);
  const kubeconfig = `--kubeconfig=${process.env.HOME}/.kube/config`;
  for (const call of calls) {
    expect(call).toContain(kubeconfig);
    if (!call.includes("config get-contexts")) expect(call).toContain("--context=kind-mlops ");
  }
});

test("`up` uses OpenTofu where Terraform is too old", () => {
  const { tools, shown, ran } = machine({
    ...WITH_CLUSTER,
    "terraform version": ok('{"terraform_version": "1.9.8"}'),
    "tofu version": ok('{"terraform_version": "1.11.0"}'),
    "tofu init": ok(),
    "tofu show": ok("{}"),
    "tofu plan": ok("No changes."),
  });
  expect(localUp({ ...OPTIONS, yes: true }, io(), tools)).toBe(0);
  expect(shown[0]).toBe("tofu apply cdktf.out/stacks/kubernetes-dev-foundation");
  expect(ran.filter((call) => /^terraform (?!version)/.test(call))).toEqual([]);
});

test("`up` prints commands that a shell can run: it would not expand ~ in an option", () => {
  const { tools } = machine(WITH_CLUSTER);
  const output = io();
  expect(localUp({ ...OPTIONS, yes: true }, output, tools)).toBe(0);
  expect(output.written.join("")).toContain(
    `kubectl --kubeconfig=${process.env.HOME}/.kube/config --context=kind-mlops`,
  );
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
    const { tools, exact } = machine({ ...without, "kind create cluster": ok() });
    expect(localUp(OPTIONS, io(), tools)).toBe(0);
    const created = exact.find(({ call }) => call.slice(0, 2).join(" ") === "kind create");
    expect(created?.call).toContain("--name=mlops");
    const [node] = JSON.parse(created?.input ?? "").nodes;
    // By it, `down` knows that it may delete the cluster.
    expect(node.labels).toEqual({ "mlops/local": "true" });
    // The gateway listens on these ports of the node, and no one else in the network reaches them.
    expect(node.extraPortMappings).toEqual([
      { hostPort: 80, containerPort: 30080, listenAddress: "127.0.0.1" },
      { hostPort: 443, containerPort: 30443, listenAddress: "127.0.0.1" },
    ]);
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

test("`up` stops when a plan fails, also the second one with what it takes over", () => {
  const after = { metadata: [{ name: "foundation" }] };
  const change = { actions: ["create"], after };
  const create = {
    address: "kubernetes_namespace_v1.foundation",
    mode: "managed",
    type: "kubernetes_namespace_v1",
    change,
  };
  const { tools, shown } = machine({
    ...WITH_CLUSTER,
    "terraform show": ok(JSON.stringify({ resource_changes: [create] })),
    "kubectl get namespaces --all-namespaces": ok("/foundation\n"),
  });
  let plans = 0;
  const failing: Tools = {
    ...tools,
    run: (program, args, input) => {
      if (args.includes("plan")) plans += 1;
      return args.includes("plan") && plans === 2 ? failed("Error: import failed") : tools.run(program, args, input);
    },
  };
  const output = { ...io(), writeFile: () => undefined };
  expect(localUp({ ...OPTIONS, yes: true }, output, failing)).toBe(1);
  expect(output.written.join("")).toContain("Error: import failed");
  expect(shown).toEqual([]);
});

test("`status` counts pods that have finished as ready", () => {
  const pods = [{ status: { phase: "Succeeded" } }, { status: { phase: "Failed" } }];
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get pods": ok(JSON.stringify({ items: pods })) });
  const output = io();
  localStatus(OPTIONS, output, tools);
  expect(output.written[0]).toBe("foundation           1 of 2 pods ready\n");
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

describe("`status` does not call a platform ready", () => {
  const statusOf = (answers: Machine) => {
    const output = io();
    const status = localStatus(OPTIONS, output, machine(answers).tools);
    return { status, text: output.written.join("") };
  };

  test("that is not installed: the namespaces of servers have no pods", () => {
    const { status, text } = statusOf({ ...WITH_CLUSTER, "kubectl get pods": ok(JSON.stringify({ items: [] })) });
    expect(status).toBe(1);
    expect(text).toContain("mlflow               no pods yet\n");
    // A team may have none.
    expect(text).toContain("fraud                0 of 0 pods ready\n");
    expect(text).not.toContain("The platform is ready");
  });

  test.each([
    ["whose cluster does not answer", { ...WITH_CLUSTER, "kubectl get pods": REFUSED }],
    ["whose context does not exist", { ...WITH_CLUSTER, "kubectl config get-contexts": ok("other\n") }],
    ["without kubectl", {}],
  ])("%s", (_, answers) => {
    expect(() => statusOf(answers)).toThrow(InputError);
  });
});

test("`status` shows the addresses once all pods are ready", () => {
  const pod = { status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] } };
  const output = io();
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get pods": ok(JSON.stringify({ items: [pod] })) });
  expect(localStatus(OPTIONS, output, tools)).toBe(0);
  expect(output.written.join("")).toContain("https://mlflow.ml.localhost");
});

describe("`down` deletes the cluster of kind", () => {
  const down = (nodes: Outcome) => {
    const { tools, ran } = machine({ ...WITH_CLUSTER, "kubectl get nodes": nodes, "kind delete": ok() });
    const run = () => localDown(OPTIONS, io(), tools);
    return { run, deleted: () => ran.filter((call) => call.startsWith("kind delete")) };
  };

  test("that `up` created", () => {
    const node = { ...NODE, metadata: { labels: { "mlops/local": "true" } } };
    const { run, deleted } = down(ok(JSON.stringify({ items: [node] })));
    expect(run()).toBe(0);
    expect(deleted()).toHaveLength(1);
  });

  test("but none whose nodes it could not see", () => {
    const { run, deleted } = down(REFUSED);
    expect(run).toThrow(InputError);
    expect(deleted()).toEqual([]);
  });
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
          definition("deleted-by-helm.serving.kserve.io", { "meta.helm.sh/release-namespace": "kserve" }),
          definition("of.others", { ...kept, "meta.helm.sh/release-namespace": "others" }),
        ],
      }),
    ),
    "kubectl delete": ok(),
  });
  expect(localDown({ ...OPTIONS, yes: true }, io(), tools)).toBe(0);
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

test("a cluster without the Gateway API needs the component that installs it", () => {
  const options = own({ platform: { domain: "ml.localhost", components: { "gateway-api-crds": false } } });
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })) });
  expect(() => localUp(options, io(), tools)).toThrow(InputError);
  const provided = { ...WITH_CLUSTER, "kubectl get customresourcedefinitions": httpRoutes({}) };
  const withGateway = machine({ ...provided, "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })) });
  expect(localUp(options, io(), withGateway.tools)).toBe(0);
});

test("a folder that can't be written is reported, not thrown", () => {
  const options = own({ platform: { domain: "ml.localhost" } });
  const folder = temporaryFolder("read-only");
  writeFileSync(join(folder, "cdktf.out"), "a file");
  const before = process.cwd();
  process.chdir(folder);
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })) });
  try {
    expect(problemsIn(() => localUp(options, io(), tools))).toMatchObject([
      { source: "cdktf.out", found: expect.stringContaining("can't be written") },
    ]);
  } finally {
    process.chdir(before);
  }
});

describe("`down` removes nothing", () => {
  const problemsOfDown = (options: Parameters<typeof localDown>[0]) => {
    const { tools, shown } = machine(WITH_CLUSTER);
    const problems = problemsIn(() => localDown(options, io(), tools));
    expect(shown).toEqual([]);
    return problems;
  };

  test("from a cluster that `up` did not create, before that is confirmed", () => {
    expect(problemsOfDown(OPTIONS)).toMatchObject([
      { path: "cloud.context", expected: expect.stringContaining("removed"), remedy: expect.stringContaining("--yes") },
    ]);
  });

  test("of an environment that is protected from deletion", () => {
    expect(problemsOfDown(own({ deletionProtection: true }))).toMatchObject([
      { path: "deletionProtection", remedy: expect.stringContaining("teardown") },
    ]);
  });
});

test("`up` deploys nothing that a mandatory guardrail rejects, as `cdktf deploy` does", () => {
  const alerts = { critical: { slack: true }, warning: { slack: true }, heartbeat: true };
  const options = own({ tier: "prod", state: "local", platform: { domain: "ml.localhost", alerts } });
  const { tools, shown, ran } = machine({ ...WITH_CLUSTER, "kubectl config get-contexts": ok("kind-mlops\n") });
  const output = io();
  expect(localUp(options, output, tools)).toBe(1);
  expect(output.written.join("")).toContain("object-store-static-key, mandatory");
  expect(shown).toEqual([]);
  expect(ran.filter((call) => /^(kind|terraform (init|plan))/.test(call))).toEqual([]);
});

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

  test("`up` does not ask for entries that are in a secret store of the owner", () => {
    const stored = own(
      {},
      {
        objectStore: { endpoint: "https://s3.example.com", region: "us-east-1" },
        secretStore: { provider: { vault: { server: "https://vault.example.com" } } },
      },
    );
    const { tools, shown } = machine({
      ...WITH_CLUSTER,
      "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })),
    });
    expect(localUp(stored, io(), tools)).toBe(0);
    expect(shown).toHaveLength(2);
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
    expect(problemsIn(() => localUp(options, io(), tools))).toMatchObject([
      { found: "no terraform", remedy: expect.stringContaining("OpenTofu") },
    ]);
  });

  test("`down` deletes the states of the stacks that are gone", () => {
    const { tools, ran } = machine({ ...WITH_CLUSTER, "kubectl delete": ok() });
    expect(localDown(options, io(), tools)).toBe(0);
    expect(ran).toContain(
      "kubectl delete secrets,leases --namespace=states --selector=tfstateSecretSuffix in (kubernetes-dev-foundation, kubernetes-dev-platform)",
    );
  });
});

test.each([
  ["kind-mlops", "node-port", []],
  ["team", "node-port", ["port 30443 of every node"]],
  ["team", "port-forward", ["port-forward service/istio-ingressgateway 443:443"]],
  ["team", "load-balancer", []],
] as const)("on %s with %s, the first steps say how to reach the gateway", (context, gateway, expected) => {
  const options = own({}, { context, gateway });
  const { tools } = machine({
    ...WITH_CLUSTER,
    "kubectl config get-contexts": ok("kind-mlops\nteam\n"),
    "kubectl get nodes": ok(JSON.stringify({ items: [LARGE_NODE] })),
  });
  const output = io();
  expect(localUp(options, output, tools)).toBe(0);
  const text = output.written.join("");
  const ways = ["port 30443 of every node", "port-forward service/istio-ingressgateway 443:443"];
  expect(ways.filter((way) => text.includes(way))).toEqual(expected);
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

test("`down` deletes Velero's restores while Velero runs: its namespace would never end", () => {
  const annotations = { "meta.helm.sh/release-namespace": "velero", "helm.sh/resource-policy": "keep" };
  const items = [{ metadata: { name: "restores.velero.io", annotations } }];
  const { tools, ran } = machine({
    ...WITH_CLUSTER,
    "kubectl get customresourcedefinitions": ok(JSON.stringify({ items })),
    "kubectl delete": ok(),
  });
  const options = own({ platform: { domain: "ml.localhost", components: { velero: true } } });
  expect(localDown(options, io(), tools)).toBe(0);
  const deletes = ran.findIndex((call) =>
    call.startsWith("kubectl delete restores.velero.io --all --namespace=velero"),
  );
  expect(deletes).toBeGreaterThan(-1);
  expect(deletes).toBeLessThan(ran.findIndex((call) => call.startsWith("terraform plan")));
});

test("a program prints its version once", () => {
  const { tools, ran } = machine(WITH_CLUSTER);
  localUp(own({}), io(), tools);
  expect(ran.filter((call) => call.startsWith("terraform version"))).toHaveLength(1);
});

test("a full disk is named, with what helps, before anything is changed", () => {
  const taints = [{ key: "node.kubernetes.io/disk-pressure", effect: "NoSchedule" }];
  const full = { ...LARGE_NODE, spec: { taints } };
  const { tools } = machine({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [full] })) });
  expect(problemsIn(() => localUp(own({}), io(), tools))).toMatchObject([
    {
      path: "cloud.nodes",
      found: "0 nodes with 0.0 processors, 0.0 GiB, and 1 closed by the taint node.kubernetes.io/disk-pressure",
      remedy: expect.stringContaining("Free disk space"),
    },
  ]);
});

test.each([
  ["NoSchedule", "0 nodes"],
  ["NoExecute", "0 nodes"],
])(
  "a node with a taint %s, such as one that is drained, does not count: no pod of the platform can run there",
  (effect, found) => {
    const tainted = { ...LARGE_NODE, spec: { taints: [{ key: "node.kubernetes.io/unschedulable", effect }] } };
    const { tools } = machine({ ...WITH_CLUSTER, "kubectl get nodes": ok(JSON.stringify({ items: [tainted] })) });
    expect(problemsIn(() => localUp(own({}), io(), tools))).toMatchObject([
      { path: "cloud.nodes", found: expect.stringContaining(found) },
    ]);
  },
);
