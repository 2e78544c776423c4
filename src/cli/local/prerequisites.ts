import type { KubernetesEnvironment } from "../../environment/environment";
import type { Problem } from "../../problems/problem";
import type { Tools } from "./tools";

/** A program and how to install it. */
interface Prerequisite {
  readonly programs: readonly string[];
  readonly version: readonly string[];
  readonly install: string;
  /** Least version, `major.minor`. */
  readonly least?: string;
}

/** Write-only arguments need 1.11, in Terraform as in OpenTofu. */
const TERRAFORM: Prerequisite = {
  programs: ["terraform", "tofu"],
  version: ["version", "-json"],
  least: "1.11",
  install: "https://developer.hashicorp.com/terraform/install, or https://opentofu.org/docs/intro/install",
};

/** The platform's state is larger than a secret, which only Terraform splits (`KubernetesBackend`). */
const TERRAFORM_ONLY: Prerequisite = {
  ...TERRAFORM,
  programs: ["terraform"],
  install: "https://developer.hashicorp.com/terraform/install; OpenTofu stores no state of this size on a cluster",
};

const KUBECTL: Prerequisite = {
  programs: ["kubectl"],
  version: ["version", "--client"],
  install: "https://kubernetes.io/docs/tasks/tools, or brew install kubectl",
};

const KIND: readonly Prerequisite[] = [
  {
    programs: ["kind"],
    version: ["version"],
    install: "https://kind.sigs.k8s.io/docs/user/quick-start#installation, or go install sigs.k8s.io/kind@latest",
  },
  {
    programs: ["docker"],
    version: ["info", "--format={{.ServerVersion}}"],
    install: "https://docs.docker.com/get-started/get-docker, and start it",
  },
];

/** What is missing on this machine, and the program that applies the stacks. */
export interface Prerequisites {
  readonly terraform: string;
  readonly problems: readonly Problem[];
}

/** @param makesCluster whether a cluster has to be created */
export function prerequisites(
  { state }: Pick<KubernetesEnvironment, "state">,
  tools: Tools,
  makesCluster: boolean,
): Prerequisites {
  const applies = state === "remote" ? TERRAFORM_ONLY : TERRAFORM;
  const needed = [applies, KUBECTL, ...(makesCluster ? KIND : [])];
  const terraform = applies.programs.find(
    (program) => missing({ ...applies, programs: [program] }, tools).length === 0,
  );
  return { terraform: terraform ?? "terraform", problems: needed.flatMap((each) => missing(each, tools)) };
}

/** kubectl is all that a look at the cluster needs. */
export function missingKubectl(tools: Tools): readonly Problem[] {
  return missing(KUBECTL, tools);
}

/** Nothing if one of the programs is installed and new enough. */
function missing({ programs, version, least, install }: Prerequisite, tools: Tools): Problem[] {
  const answers = programs.map((program) => ({ program, ...tools.run(program, version) }));
  const installed = answers.filter(({ status }) => status === 0);
  const named = programs.join(" or ");
  const problem = (what: string): Problem => ({
    source: "this machine",
    path: "",
    found: what,
    expected: least === undefined ? named : `${named} ${least} or newer`,
    remedy: `Install it: ${install}.`,
  });
  const [first] = installed;
  if (!first) return [problem(answers.some(({ status }) => status !== undefined) ? `${named} fails` : `no ${named}`)];
  if (least === undefined || installed.some(({ output }) => isAtLeast(least, output))) return [];
  return [problem(installed.map(({ program, output }) => `${program} ${versionIn(output)?.join(".")}`).join(", "))];
}

/** A version that is not stated is not rejected. */
function isAtLeast(least: string, output: string): boolean {
  const [major = 0, minor = 0] = least.split(".").map(Number);
  const [ownMajor, ownMinor] = versionIn(output) ?? [major, minor];
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function versionIn(output: string): readonly [number, number] | undefined {
  const [, major, minor] = /"terraform_version":\s*"(\d+)\.(\d+)/.exec(output) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}
