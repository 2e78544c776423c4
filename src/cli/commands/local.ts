import { join } from "node:path";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment } from "../../environment/environment";
import { withoutCreationStacks } from "../../framework/creation-stacks";
import type { SynthesizedStack } from "../../framework/synthesize";
import { App } from "../../framework/terraform";
import { embeddedServers } from "../../inventory/cloud-pods";
import { type BuiltComponent, platformRequests } from "../../inventory/inventory";
import { InputError, type Problem } from "../../problems/problem";
import { isBlocked, terminalReport } from "../../review";
import { chosenComponents } from "../../stacks/chosen-components";
import { addStacks } from "../../stacks/clouds";
import { loadEnvironments } from "../input/load-environments";
import { selectEnvironments } from "../input/select-environments";
import type { Io } from "../io";
import { apply } from "../local/apply";
import { LocalCluster } from "../local/cluster";
import { createKind, deleteKind, hasKind, isKind, nameOf } from "../local/kind";
import { preflight } from "../local/preflight";
import { missingKubectl, prerequisites } from "../local/prerequisites";
import type { Tools } from "../local/tools";
import { howToSet, unsetEntries } from "../local/unset-entries";
import { welcome } from "../local/welcome";
import { reviewSynthesized } from "../review/review-environment";
import { synthesizeEnvironment } from "../synthesize-environment";

export interface LocalOptions {
  readonly environments: string;
  readonly env: readonly string[];
  /** Use a cluster that `up` did not create without asking. */
  readonly yes?: boolean;
}

/** Folder of the synthesized stacks, as `cdktf deploy` has it: both share the state. */
const OUT = "cdktf.out";

const RESTORES = "restores.velero.io";

/**
 * `mlops local up`: a platform on a cluster of this machine. What an interrupted run left is completed by the next one.
 * @returns exit status: 0 ready, 1 if a mandatory guardrail or Terraform failed, or an entry of the secret store has no
 *   value yet
 * @throws InputError for everything that is missing, before anything is changed
 */
export function localUp(options: LocalOptions, io: Io, tools: Tools): number {
  const environment = chosen(options, io);
  const { cloud } = environment;
  const cluster = new LocalCluster(cloud, tools);
  const exists = tools.run("kubectl", ["version", "--client"]).status === 0 && cluster.exists();
  const { terraform, problems } = prerequisites(environment, tools, !exists && isKind(cloud.context));
  stopAt([...problems, ...(exists || isKind(cloud.context) ? [] : [noContext(environment)])]);
  if (exists && !options.yes && !cluster.isOurs()) stopAt([unconfirmed(environment, "installed")]);
  const synthesized = synthesizeEnvironment(environment);
  const reviewed = reviewSynthesized(environment, synthesized, io.today()).result;
  if (isBlocked(reviewed)) {
    io.writeError(terminalReport([reviewed], { color: io.color }));
    return 1;
  }
  if (!exists) {
    if (hasKind(cloud.context, tools)) stopAt([withoutContext(environment)]);
    io.write(`Creating the cluster ${cloud.context}\n`);
    const created = createKind(cloud.context, cloud.kubeconfig, tools);
    if (created.status !== 0) {
      io.writeError(created.error);
      return 1;
    }
  }
  const { stacks, components } = synthesized;
  const namespaces = namespacesIn(stacks);
  stopAt(preflight(environment, platformRequests(environment, components), namespaces, cluster, io.today()));
  const beforeApply = () => reportForgotten(cluster.forgetUnfinished(namespaces), io);
  const folders = writeStacks(environment);
  const began = new Date();
  for (const [index, folder] of folders.entries()) {
    // The foundation is the place of the entries, and everything after it reads them.
    const unset = index === 1 ? unsetEntries(environment, cluster) : [];
    if (unset.length > 0) {
      io.writeError(howToSet(environment, unset));
      return 1;
    }
    io.write(`\n${folder}\n`);
    if (!apply(terraform, folder, { beforeApply }, cluster, io, tools)) {
      io.writeError(incomplete(folder, cluster.warnings(namespaces, began)));
      return 1;
    }
  }
  io.write(welcome(environment, components));
  return 0;
}

/** `mlops local status`: the pods of each namespace. */
export function localStatus(options: LocalOptions, io: Io, tools: Tools): number {
  const environment = chosen(options, io);
  const cluster = new LocalCluster(environment.cloud, tools);
  stopAt(missingKubectl(tools));
  stopAt(cluster.exists() ? [] : [noContext(environment)]);
  const { stacks, components } = synthesizeEnvironment(environment);
  const populated = namespacesWithPods(environment, components);
  let waiting = 0;
  for (const namespace of namespacesIn(stacks)) {
    const { ready, all } = cluster.pods(namespace);
    const isAbsent = all === 0 && populated.has(namespace);
    if (ready < all || isAbsent) waiting += 1;
    io.write(`${namespace.padEnd(20)} ${isAbsent ? "no pods yet" : `${ready} of ${all} pods ready`}\n`);
  }
  if (waiting === 0) io.write(welcome(environment, components));
  return waiting === 0 ? 0 : 1;
}

/** `mlops local down`: removes everything that `up` created, and the cluster if `up` created it. */
export function localDown(options: LocalOptions, io: Io, tools: Tools): number {
  const environment = chosen(options, io);
  const { cloud } = environment;
  const cluster = new LocalCluster(cloud, tools);
  const { terraform, problems } = prerequisites(environment, tools, false);
  stopAt([
    ...problems,
    ...(cluster.exists() ? [] : [noContext(environment)]),
    ...(environment.deletionProtection ? [protectedFromDeletion(environment)] : []),
  ]);
  const created = isKind(cloud.context) && cluster.isOurs();
  if (!created && !options.yes) stopAt([unconfirmed(environment, "removed")]);
  const { stacks } = synthesizeEnvironment(environment);
  const namespaces = namespacesIn(stacks);
  const beforeApply = () => reportForgotten(cluster.forgetUnfinished(namespaces), io);
  const definitions = cluster.definitionsOf(namespaces);
  // Only Velero can remove them, and its namespace does not end before.
  if (definitions.includes(RESTORES))
    cluster.kubectl("delete", RESTORES, "--all", `--namespace=${NAMESPACES.velero}`, "--timeout=2m");
  for (const folder of writeStacks(environment).reverse()) {
    io.write(`\n${folder}\n`);
    if (!apply(terraform, folder, { destroy: true, beforeApply }, cluster, io, tools)) return 1;
  }
  if (definitions.length > 0) cluster.kubectl("delete", "customresourcedefinitions", ...definitions);
  if (!created) {
    if (environment.state === "remote")
      cluster.deleteStates(
        cloud.stateNamespace,
        stacks.map(({ name }) => name),
      );
    return 0;
  }
  io.write(`Deleting the cluster ${cloud.context}\n`);
  return deleteKind(cloud.context, cloud.kubeconfig, tools);
}

/** The environment on an existing cluster; several need `--env`. */
function chosen({ environments, env }: LocalOptions, io: Io): KubernetesEnvironment {
  const all = selectEnvironments(loadEnvironments(environments, io.today()), env ?? []);
  const [first, ...others] = all.filter((each): each is KubernetesEnvironment => each.cloud.provider === "kubernetes");
  if (first && others.length === 0) return first;
  throw new InputError([
    {
      source: environments,
      path: "",
      found: first ? `${others.length + 1} environments on existing clusters` : "no environment on an existing cluster",
      expected: 'one environment with cloud: { provider: "kubernetes", … }',
      remedy: first ? "Choose one with --env." : "Add one, as in docs/guides/local.md.",
    },
  ]);
}

/** More warnings than these are consequences of the first. */
const WARNINGS = 10;

function incomplete(folder: string, warnings: readonly string[]): string {
  const reported = warnings.slice(0, WARNINGS).map((warning) => `  ${warning}\n`);
  return [
    ...(reported.length > 0 ? ["The cluster reported, newest first:\n", ...reported] : []),
    `${folder} is not complete. Run the command again; it goes on where it stopped.\n`,
  ].join("");
}

function reportForgotten(releases: readonly string[], io: Io): void {
  for (const release of releases) io.write(`Continuing ${release}, which an interrupted run left unfinished\n`);
}

function stopAt(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems);
}

function noContext({ source, cloud }: KubernetesEnvironment): Problem {
  return {
    source,
    path: "cloud.context",
    found: `"${cloud.context}", which ${cloud.kubeconfig} does not have`,
    expected: "a context of the kubeconfig, or one of kind, such as kind-mlops, which is created",
    remedy: isKind(cloud.context)
      ? "Create the cluster with mlops local up, or choose one of kubectl config get-contexts."
      : "Choose one of kubectl config get-contexts.",
  };
}

/** kind writes the context late: what an interrupted creation left has none, and prevents the next one. */
function withoutContext({ source, cloud }: KubernetesEnvironment): Problem {
  const name = nameOf(cloud.context);
  return {
    source,
    path: "cloud.context",
    found: `a cluster ${name} of kind whose context ${cloud.kubeconfig} does not have`,
    expected: "both or none: an interrupted creation leaves such a cluster",
    remedy: `Delete it with kind delete cluster --name=${name}. If you use it, kind export kubeconfig --name=${name} adds the context.`,
  };
}

function unconfirmed({ source, cloud }: KubernetesEnvironment, change: "installed" | "removed"): Problem {
  return {
    source,
    path: "cloud.context",
    found: `${cloud.context}, a cluster that mlops local up did not create`,
    expected: `your confirmation: the platform is ${change} there`,
    remedy: "If it is the right one, add --yes.",
  };
}

function protectedFromDeletion({ source }: KubernetesEnvironment): Problem {
  return {
    source,
    path: "deletionProtection",
    found: "true",
    expected: "an environment that is torn down: its data is deleted",
    remedy: "Add the block teardown { reason, owner, expires } to the environment, and run the command again.",
  };
}

/** The namespaces that the stacks create. */
function namespacesIn(stacks: readonly SynthesizedStack[]): string[] {
  return stacks.flatMap(({ json }) => {
    const { resource = {} } = json as { resource?: { kubernetes_namespace_v1?: Readonly<Record<string, unknown>> } };
    return Object.values(resource.kubernetes_namespace_v1 ?? {}).map(
      (body) => (body as { metadata: { name: string } }).metadata.name,
    );
  });
}

/** Namespaces in which pods run all the time. In those of teams and of jobs there may be none. */
function namespacesWithPods(
  environment: KubernetesEnvironment,
  components: readonly BuiltComponent[],
): ReadonlySet<string> {
  const running = components.filter(({ workloads, daemons }) => workloads.length + daemons.length > 0);
  const servers = embeddedServers(environment.cloud, chosenComponents(environment));
  return new Set([
    ...(servers.length > 0 ? [NAMESPACES.foundation] : []),
    ...running.map(({ namespace }) => namespace),
  ]);
}

/**
 * @returns the folders of the stacks, in deployment order
 * @throws InputError if they can't be written
 */
function writeStacks(environment: KubernetesEnvironment): string[] {
  return withoutCreationStacks(() => {
    const app = writing(() => new App({ outdir: OUT }));
    addStacks(app, environment);
    writing(() => app.synth());
    return app.node.children.map(({ node }) => join(OUT, "stacks", node.id));
  });
}

function writing<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new InputError([
      {
        source: OUT,
        path: "",
        found: `a folder that can't be written: ${message}`,
        expected: "a folder for the synthesized stacks",
        remedy: "Run the command in a folder of yours with enough space: the state of the platform is there as well.",
      },
    ]);
  }
}
