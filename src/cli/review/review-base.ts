import { existsSync } from "node:fs";
import type { Environment } from "../../environment/environment";
import { InputError } from "../../problems/problem";
import { atReference } from "../input/git-worktree";
import { loadEnvironments } from "../input/load-environments";
import { readTerraform, type TerraformInput } from "../input/read-terraform";
import type { Io } from "../io";
import type { Reviewed, ReviewRequest } from "./review-options";
import { synthesizer } from "./synthesizer";

/**
 * Reviews the base that a change is compared with: a `cdktf.out`, a file or folder of plans, or the environments of a
 * git reference, synthesized with the current version of the toolkit.
 * @param reviewInputs reviews the code of a folder
 * @throws InputError for bad input
 */
export function reviewBase(
  base: string,
  environments: string,
  request: ReviewRequest,
  reviewInputs: (inputs: readonly TerraformInput[]) => readonly Reviewed[],
  io: Io,
): readonly Reviewed[] {
  if (existsSync(base)) return reviewInputs(readTerraform([base], io));
  return environmentsAt(base, environments, io.today()).map((environment) =>
    synthesizer().reviewEnvironment(environment, io.today(), request),
  );
}

/** Reads the environments from a temporary worktree; problems name the git reference instead of its path. */
function environmentsAt(reference: string, directory: string, today: string): readonly Environment[] {
  return atReference(reference, directory, (folder) => {
    try {
      return loadEnvironments(folder, today, "compare");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.problems.map((problem) => ({ ...problem, source: named(problem.source) })));
    }
  });

  function named(source: string): string {
    return `${reference}:${source.replace(/^.*mlops-base-[^/\\]*[/\\]tree[/\\]/, "")}`;
  }
}
