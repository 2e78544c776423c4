import { gatesManifests } from "../../../../src/constructs/models/gates/gates-workflow";
import { canaryManifests } from "../../../../src/constructs/models/release/canary-release";
import type { CanaryReleaseProps } from "../../../../src/constructs/models/release/canary-release-props";
import { IMAGE } from "../delivery-image";
import { flat, type Step, type Template, templatesOf } from "../workflow-templates";

const PROPS: CanaryReleaseProps = {
  image: IMAGE,
  steps: [10, 50, 100],
  stepMinutes: 30,
  endpoints: [{ name: "scorer", engine: "kserve", mode: "Knative" }],
  repository: "https://github.com/acme/ml-platform.git",
  branch: "released",
  folder: "models/aws-prod",
  changes: "pull-request",
};

function templates(props: CanaryReleaseProps, workflow = "release-model"): Map<string, Template> {
  const found = canaryManifests(props).find(({ metadata }) => metadata.name === workflow);
  return new Map(templatesOf(found).map((template) => [template.name, template]));
}

test("a version is deployed without traffic, passes its gates, and then gets more traffic step by step", () => {
  const all = templates(PROPS);
  expect(flat(all.get("try-out")).map(({ name }) => name)).toEqual([
    ...["start", "gates", "rollback", "shadow", "first-step"],
  ]);
  expect(flat(all.get("try-out")).at(-1)?.template).toBe("first-step");
  expect(flat(all.get("first-step")).map(({ template }) => template)).toEqual(["set-traffic", "watch-10"]);
  expect(flat(all.get("watch-10")).at(-1)).toMatchObject({ template: "watch-50" });
  expect(flat(all.get("watch-50")).at(-1)).toMatchObject({ template: "finish" });
  expect(all.get("watch")?.suspend?.duration).toBe("30m");
  expect(all.get("start")?.container?.args.join(" ")).toContain("canary start");
  expect(all.get("start")?.container?.args.join(" ")).toContain("--percent 0");
});

test.each(["release-model", "rollback-model"])(
  "argo get shows why a step of %s failed, even after its pod or its node is gone",
  (workflow) => {
    const containers = [...templates(PROPS, workflow).values()].flatMap(({ container }) => container ?? []);
    expect(containers.length).toBeGreaterThan(1);
    // Argo copies the termination message into the step's message.
    for (const { terminationMessagePolicy } of containers) {
      expect(terminationMessagePolicy).toBe("FallbackToLogsOnError");
    }
  },
);

const whenOf = (template: Template | undefined) =>
  Object.fromEntries(flat(template).map(({ name, when }) => [name, when?.replace(/^.*}} /, "")]));

describe.each(["commit", "pull-request"] as const)("with releases that reach Git by a %s", (changes) => {
  const all = templates({ ...PROPS, changes });

  test("a version that Git doesn't name is proposed, and tried out once Argo CD has deployed it", () => {
    expect(whenOf(all.get("release"))).toEqual({
      find: undefined,
      propose: "== new",
      "try-out": "== proposed",
      commit: "== serving",
      settle: "== none",
    });
    expect(flat(all.get("try-out")).map(({ name }) => name)).toEqual([
      ...["start", "gates", "rollback", "shadow", "first-step"],
    ]);
  });

  test("no step writes a version to the cluster before a commit names it", () => {
    const commands = [...all.values()].flatMap(({ container }) => (container ? [container.args.join(" ")] : []));
    const start = commands.filter((command) => command.startsWith("canary start"));
    expect(start).toHaveLength(1);
    expect(start[0]).toContain("--proposed");
    // The others set a traffic share, or restore what was serving before.
    expect(new Set(commands.map((command) => command.split(" ")[1]))).toEqual(
      new Set(["find", "start", "shadow", "step", "promote", "git-commit", "analyse", "rollback", "settle", "end"]),
    );
  });

  test("a release that ends undecided is rolled back, in the cluster and then in Git", () => {
    const release = canaryManifests({ ...PROPS, changes }).find(({ metadata }) => metadata.name === "release-model");
    expect(release?.spec).toMatchObject({ onExit: "end" });
    expect(flat(all.get("end")).map(({ template }) => template)).toEqual([
      ...["roll-back-undecided", "commit-own", "roll-back-undecided"],
    ]);
    expect(all.get("roll-back-undecided")?.container?.args.join(" ")).toContain("canary end");
    // Under the same name as it started: no other release is affected, and a promotion is written to Git as well.
    expect(all.get("commit-own")?.container?.args.join(" ")).toContain("--recorded --release {{workflow.name}}");
    for (const name of ["start", "set-traffic", "promote", "roll-back-undecided"]) {
      expect(all.get(name)?.container?.args.join(" ")).toContain("--release {{workflow.name}}");
    }
  });

  test("after a promotion Git gets what the record says, which a rollback in between has changed", () => {
    expect(flat(all.get("finish")).map(({ template }) => template)).toEqual(["promote", "commit-own"]);
    expect(all.get("propose")?.container?.args.join(" ")).toContain("--percent 0 --storage-uri");
  });
});

test("Git names the champion before the cluster is changed again to something that Argo CD would revert", () => {
  for (const [workflow, name] of [
    ["release-model", "rollback"],
    ["rollback-model", "rollback"],
    ["release-model", "end"],
  ] as const) {
    const steps = flat(templates(PROPS, workflow).get(name));
    expect(steps.map((step) => step.name)).toEqual(["cluster", "git", "again"]);
    const git = steps.map((step) => step.arguments?.parameters.find((one) => one.name === "git")?.value);
    expect(git).toEqual(["pending", undefined, "committed"]);
    expect(steps[2]?.when).toBe("{{steps.cluster.status}} != Succeeded");
  }
});

test("the Git step runs regardless of the cluster step, even if its pod was lost and has no outputs", () => {
  for (const [workflow, name, commit] of [
    ["release-model", "rollback", "commit-recorded"],
    ["rollback-model", "rollback", "commit-recorded"],
    ["release-model", "end", "commit-own"],
  ] as const) {
    const all = templates(PROPS, workflow);
    const [cluster, git] = flat(all.get(name));
    expect(cluster?.continueOn).toEqual({ failed: true, error: true });
    expect(git).toEqual({ name: "git", template: commit });
    expect(all.get(commit)?.container?.args).toContain("--recorded");
    // A missing output would be waited for until the deadline of the workflow.
    expect(JSON.stringify(all.get(name))).not.toContain("outputs");
  }
});

test("releases commit to the branch that Argo CD reads", () => {
  for (const workflow of ["release-model", "rollback-model"]) {
    const commands = [...templates(PROPS, workflow).values()].map(({ container }) => container?.args.join(" ") ?? "");
    const commits = commands.filter((command) => command.startsWith("canary git-commit"));
    expect(commits.length).toBeGreaterThan(0);
    for (const command of commits) expect(command).toContain("--branch released");
  }
});

test("a step is not judged if its release is already over", () => {
  expect(templates(PROPS).get("analyse")?.container?.args.join(" ")).toContain(
    "--storage-uri {{workflow.outputs.parameters.storage-uri}}",
  );
});

test("an alert rolls back its own revision, and no release that started after it", () => {
  const command = templates(PROPS, "rollback-model").get("rollback-cluster")?.container?.args.join(" ");
  expect(command).toContain("--revision {{workflow.parameters.revision}} --since {{workflow.parameters.since}}");
  const bound = JSON.stringify(canaryManifests(PROPS).filter(({ kind }) => kind === "WorkflowEventBinding"));
  expect(bound).toContain("payload.commonLabels.revision");
  expect(bound).toContain("payload.alerts[0].startsAt");
});

test("every step uses the version that was found", () => {
  const all = templates(PROPS);
  for (const name of ["start", "copy-traffic", "set-traffic", "promote", "propose", "rollback-cluster"]) {
    expect(`${name}: ${all.get(name)?.container?.args.join(" ")}`).toContain(
      "--storage-uri {{workflow.outputs.parameters.storage-uri}}",
    );
  }
  expect(all.get("find")?.container?.args.join(" ")).toContain("--storage-uri {{workflow.parameters.storage-uri}}");
});

test("nothing is promoted without the verdict to continue, or rolled back without the verdict to do so", () => {
  const all = templates(PROPS);
  for (const name of ["watch-shadow", "watch-10", "watch-50"]) {
    for (const { name: step, when } of flat(all.get(name)).slice(2)) {
      const verdict =
        step === "rollback" ? "rollback" : step === "hold" || step === "again" ? "inconclusive" : "continue";
      expect(`${step}: ${when}`).toBe(`${step}: {{steps.analyse.outputs.parameters.verdict}} == ${verdict}`);
    }
  }
});

test("mirrored traffic comes before the first traffic share, if the engine supports it", () => {
  const all = templates(PROPS);
  const when = (step: string) => flat(all.get("try-out")).find(({ name }) => name === step)?.when;
  expect(when("shadow")).toContain("&& {{workflow.parameters.engine}} == seldon");
  expect(when("first-step")).toContain("&& !({{workflow.parameters.engine}} == seldon)");
  expect(flat(all.get("shadow")).map(({ template }) => template)).toEqual(["copy-traffic", "watch-shadow"]);
  expect(all.get("copy-traffic")?.container?.args.slice(0, 2)).toEqual(["canary", "shadow"]);
  expect(flat(all.get("watch-shadow")).at(-1)?.template).toBe("first-step");
});

test("a failing gate rolls the version back before it receives a request", () => {
  const steps = flat(templates(PROPS).get("try-out"));
  expect(steps.find(({ name }) => name === "rollback")?.when).toBe("{{steps.gates.status}} != Succeeded");
  for (const { name, when } of steps.slice(3))
    expect(`${name} ${when}`).toContain("{{steps.gates.status}} == Succeeded");
});

test("a rollback happens in the cluster before anyone has to approve it in Git", () => {
  const all = templates(PROPS, "rollback-model");
  expect(flat(all.get("rollback")).map(({ name }) => name)).toEqual(["cluster", "git", "again"]);
  expect(all.get("commit-recorded")?.container?.args).toContain("--pull-request");
  // Only the committing step has the token.
  expect(JSON.stringify(all.get("rollback-cluster"))).not.toContain("GIT_TOKEN");
});

test("every workflow contains the templates that its steps refer to", () => {
  for (const workflow of ["release-model", "rollback-model"]) {
    const all = templates(PROPS, workflow);
    const named = [...all.values()].flatMap((template) => flat(template).flatMap(({ template: name }) => name ?? []));
    expect(named.filter((name) => !all.has(name))).toEqual([]);
  }
});

test("parameters of a workflow are declared, including those of the gates that a release runs", () => {
  const all = [...canaryManifests(PROPS), ...gatesManifests({ image: PROPS.image, signer: "awskms:///alias/x" })];
  const workflows = all.filter(({ kind }) => kind === "WorkflowTemplate");
  const specs = new Map(workflows.map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec ?? {})]));
  const asked = (name: string) => [...(specs.get(name) ?? "").matchAll(/\{\{workflow\.parameters\.([\w-]+)\}\}/g)];
  const declared = (name: string) =>
    JSON.parse(specs.get(name) ?? "{}").arguments.parameters.map((parameter: Step) => parameter.name);
  for (const [name, runs] of [
    ["release-model", ["release-model", "model-gates"]],
    ["model-gates", ["model-gates"]],
    ["rollback-model", ["rollback-model"]],
  ] as const) {
    const needed = new Set(runs.flatMap(asked).map(([, parameter]) => parameter));
    expect(needed.size).toBeGreaterThan(2);
    expect(declared(name)).toEqual(expect.arrayContaining([...needed]));
  }
});

test.each([
  [[10, 5, 100], "must increase"],
  [[10, 50], "end with 100"],
])("the steps %p are rejected", (steps, message) => {
  expect(() => canaryManifests({ ...PROPS, steps })).toThrow(message);
});

test("an endpoint in mode Standard with several steps is rejected with a message", () => {
  const endpoints = [{ name: "scorer", engine: "kserve", mode: "Standard" }] as const;
  expect(() => canaryManifests({ ...PROPS, endpoints })).toThrow("scorer can't have a canary");
});

test("in mode Standard the gates check a version next to the endpoint, and it is committed to Git unless it was rolled back", () => {
  const endpoints = [{ name: "scorer", engine: "kserve", mode: "Standard" }] as const;
  const steps = flat(templates({ ...PROPS, endpoints, steps: [100] }).get("try-out"));
  expect(steps.map(({ name }) => name)).toEqual(["start", "gates", "rollback", "promote", "commit"]);
  for (const { when } of steps.slice(3)) expect(when).toBe("{{steps.gates.status}} == Succeeded");
});

test("a single step also runs the gates", () => {
  const all = templates({ ...PROPS, steps: [100] });
  expect(flat(all.get("first-step")).map(({ template }) => template)).toEqual(["set-traffic", "finish"]);
});
