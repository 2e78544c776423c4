import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { InputError } from "../../problems/problem";

/**
 * Calls back with a folder that holds what `directory` held at a git reference; the packages that are installed now are
 * there as well. Everything is taken away again, also when the callback throws.
 * @throws InputError where there is no such reference
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

/** What git prints; `undefined` where it fails. */
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
      expected: "a folder, a file, or a reference of the git repository that holds the environments",
      remedy: "Name a branch, tag or commit that was fetched, or a folder that exists.",
    },
  ]);
}
