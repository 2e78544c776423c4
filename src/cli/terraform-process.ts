import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terraform } from "../adopt/adopt";
import type { PlanJson } from "../adopt/planned-create";
import { readTerraformLog, type TerraformLog } from "../adopt/terraform-log";
import { InputError } from "../problems/problem";

/** The lists of a whole environment can be several megabytes. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A temporary file in the stack's folder; Terraform reads it because of its name. */
const ADDITION = "adopt-look-up.tf.json";

const PLAN = ["plan", "-json", "-input=false", "-lock-timeout=0s", "-refresh=false"] as const;

/**
 * Calls `use` with the installed Terraform, in the folder of a stack. The files it writes are removed afterwards.
 * @throws InputError if Terraform is missing or can't initialize the folder
 */
export function withTerraform<Result>(folder: string, use: (terraform: Terraform) => Result): Result {
  const scratch = mkdtempSync(join(tmpdir(), "mlops-adopt-"));
  const addition = join(folder, ADDITION);
  try {
    must(folder, terraform(folder, "init", "-input=false", "-no-color"));
    return use({
      plan: (content) => {
        writeFileSync(addition, JSON.stringify(content));
        const file = join(scratch, "plan.bin");
        const log = logOf(terraform(folder, ...PLAN, `-out=${file}`));
        return { log, plan: log.errors.length + log.missing.length > 0 ? undefined : planJson(folder, file) };
      },
      probe: (configuration) => {
        writeFileSync(join(scratch, "probe.tf.json"), JSON.stringify(configuration));
        // The same provider versions that the stack was initialized with.
        const versions = join(folder, ".terraform.lock.hcl");
        if (existsSync(versions)) copyFileSync(versions, join(scratch, ".terraform.lock.hcl"));
        must(scratch, terraform(scratch, "init", "-input=false", "-no-color"));
        const generated = join(scratch, "generated.tf");
        rmSync(generated, { force: true });
        return logOf(terraform(scratch, "plan", "-json", "-input=false", `-generate-config-out=${generated}`));
      },
    });
  } finally {
    rmSync(addition, { force: true });
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function terraform(folder: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync("terraform", args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (error) throw refused(folder, error.message, "Install Terraform and add it to the PATH.");
  return { status, stdout, stderr };
}

function logOf({ stdout, stderr }: Outcome): TerraformLog {
  return readTerraformLog(`${stdout}\n${stderr}`);
}

function planJson(folder: string, file: string): PlanJson {
  return JSON.parse(must(folder, terraform(folder, "show", "-json", file)));
}

function must(folder: string, { status, stdout, stderr }: Outcome): string {
  if (status === 0) return stdout;
  throw refused(
    folder,
    stderr.trim() || stdout.trim(),
    "Fix the error that Terraform reports, then run the command again.",
  );
}

function refused(folder: string, found: string, remedy: string): InputError {
  return new InputError([{ source: folder, path: "", found, expected: "a stack that Terraform can plan", remedy }]);
}
