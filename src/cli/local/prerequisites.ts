import type { KubernetesEnvironment } from "../../environment/environment";
import type { Problem } from "../../problems/problem";
import type { Outcome, Tools } from "./tools";

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
  const appliers = ask(applies, tools);
  const others = [KUBECTL, ...(makesCluster ? KIND : [])];
  return {
    terraform: appliers.find((answer) => fits(applies, answer))?.program ?? "terraform",
    problems: [...missing(applies, appliers), ...others.flatMap((each) => missing(each, ask(each, tools)))],
  };
}

/** kubectl is all that a look at the cluster needs. */
export function missingKubectl(tools: Tools): readonly Problem[] {
  return missing(KUBECTL, ask(KUBECTL, tools));
}

/** What a program says of its version. */
interface Answer extends Outcome {
  readonly program: string;
}

function ask({ programs, version }: Prerequisite, tools: Tools): Answer[] {
  return programs.map((program) => ({ program, ...tools.run(program, version) }));
}

/** Whether a program is installed and new enough. */
function fits({ least }: Prerequisite, { status, output }: Answer): boolean {
  return status === 0 && (least === undefined || isAtLeast(least, output));
}

/** Nothing if one of the programs fits. */
function missing(prerequisite: Prerequisite, answers: readonly Answer[]): Problem[] {
  if (answers.some((answer) => fits(prerequisite, answer))) return [];
  const { programs, least, install } = prerequisite;
  const named = programs.join(" or ");
  const installed = answers.filter(({ status }) => status === 0);
  const tooOld = installed.map(({ program, output }) => `${program} ${versionIn(output)?.join(".")}`).join(", ");
  const absent = answers.some(({ status }) => status !== undefined) ? `${named} fails` : `no ${named}`;
  return [
    {
      source: "this machine",
      path: "",
      found: installed.length > 0 ? tooOld : absent,
      expected: least === undefined ? named : `${named} ${least} or newer`,
      remedy: `Install it: ${install}.`,
    },
  ];
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
