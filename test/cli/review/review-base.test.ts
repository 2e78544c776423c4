import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { awsEnvironment } from "../../environment/valid-environments";
import { folderOf, runCli } from "../run-cli";

const PLANS = join(__dirname, "../../review/model/plans");

describe("--base", () => {
  function repository(): string {
    const folder = folderOf({ "environments/dev.json": { ...awsEnvironment(), name: "dev", tier: "dev" } });
    for (const args of [
      ["init", "--quiet", "--initial-branch", "trunk"],
      ["add", "."],
      ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "first"],
    ]) {
      expect(spawnSync("git", args, { cwd: folder, encoding: "utf8" }).stderr).toBe("");
    }
    return folder;
  }

  function worktrees(folder: string): number {
    return spawnSync("git", ["worktree", "list"], { cwd: folder, encoding: "utf8" }).stdout.trim().split("\n").length;
  }

  test("a git reference: its environments are read, and nothing is left behind", () => {
    const folder = repository();
    const { status, errors } = runCli("review", "--environments", join(folder, "environments"), "--base", "trunk");
    expect(errors).toBe("");
    expect(status).toBe(0);
    expect(worktrees(folder)).toBe(1);
  });

  test("invalid environments at the reference are reported with it, and nothing is left behind", () => {
    const folder = repository();
    writeFileSync(join(folder, "environments/dev.json"), JSON.stringify({ ...awsEnvironment(), tier: "none" }));
    const args = ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-a", "-q", "-m", "second"];
    spawnSync("git", args, { cwd: folder });
    writeFileSync(join(folder, "environments/dev.json"), JSON.stringify(awsEnvironment()));
    const { status, errors } = runCli("review", "--environments", join(folder, "environments"), "--base", "trunk");
    expect(errors).toContain("trunk:environments/dev.json tier");
    expect(status).toBe(2);
    expect(worktrees(folder)).toBe(1);
  });

  test("a reference that doesn't exist", () => {
    const folder = repository();
    const { status, errors } = runCli("review", "--environments", join(folder, "environments"), "--base=--help");
    expect(errors).toContain('"--help"');
    expect(status).toBe(2);
  });

  test("a folder that can't be read", () => {
    const { status, errors } = runCli("review", join(PLANS, "create.json"), "--base", folderOf({ "a.tf.json": "{" }));
    expect(errors).toContain("a.tf.json:1:2");
    expect(status).toBe(2);
  });
});
