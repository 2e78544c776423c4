import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsEnvironment } from "../../environment/valid-environments";
import { folderOf, runCli } from "../run-cli";

describe("mlops synth", () => {
  let out: string;

  beforeEach(() => {
    out = join(mkdtempSync(join(tmpdir(), "synth-")), "cdktf.out");
    process.env.CDKTF_OUTDIR = out;
  });

  afterEach(() => {
    delete process.env.CDKTF_OUTDIR;
    rmSync(out, { recursive: true, force: true });
  });

  test("writes every stack of every environment, byte for byte the same in every run", () => {
    expect(runCli("synth")).toEqual({ status: 0, output: "", errors: "" });
    const first = written(out);
    expect([...first.keys()].filter((file) => file.endsWith("cdk.tf.json"))).toHaveLength(26);
    rmSync(out, { recursive: true });
    runCli("synth");
    expect(written(out)).toEqual(first);
  });

  test("a mandatory finding exits with 1 and nothing is written, so that the guardrails can't be bypassed", () => {
    const folder = folderOf({ "dev.json": { ...awsEnvironment(), budget: { monthlyUsd: 1 } } });
    const { status, errors } = runCli("synth", "--environments", folder);
    expect(status).toBe(1);
    expect(errors).toContain("budget-exceeded");
    expect(existsSync(out)).toBe(false);
  });

  test("an invalid environment exits with 2 and nothing is written", () => {
    const folder = folderOf({ "dev.json": { ...awsEnvironment(), teir: "dev" } });
    const { status, errors } = runCli("synth", "--environments", folder);
    expect(status).toBe(2);
    expect(errors).toContain("teir");
    expect(existsSync(out)).toBe(false);
  });
});

function written(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file, readFileSync(file, "utf8")]),
  );
}
