import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { InputError } from "../../problems/problem";

/**
 * Calls `read` with a temporary copy of `directory` at a git reference. The packages that are currently installed are
 * linked into it. Everything is removed afterwards, even if the callback throws.
 * @throws InputError if the reference does not exist
 */
export function atReference<Result>(reference: string, directory: string, read: (folder: string) => Result): Result {
  const root = git(directory, "rev-parse", "--show-toplevel");
  const commit = root && git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${reference}^{commit}`);
  if (!root || !commit) throw noReference(reference);
  const temporary = mkdtempSync(join(tmpdir(), "mlops-base-"));
  const tree = join(temporary, "tree");
  try {
    if (git(root, "worktree", "add", "--detach", "--quiet", tree, commit) === undefined) throw noReference(reference);
    const packages = join(root, "node_modules");
    if (existsSync(packages) && !existsSync(join(tree, "node_modules")))
      symlinkSync(packages, join(tree, "node_modules"));
    return read(join(tree, relative(root, realpathSync(resolve(directory)))));
  } finally {
    git(root, "worktree", "remove", "--force", tree);
    rmSync(temporary, { recursive: true, force: true });
    git(root, "worktree", "prune");
  }
}

/** The output of git; `undefined` if it fails. */
function git(directory: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", directory, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

function noReference(reference: string): InputError {
  return new InputError([
    {
      source: "--base",
      path: "",
      found: `"${reference}"`,
      expected: "a folder, a file, or a reference in the git repository of the environments",
      remedy: "Pass a branch, tag or commit that has been fetched, or an existing folder.",
    },
  ]);
}
