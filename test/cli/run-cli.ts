import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeAtomically } from "../../src/cli/output/write-atomically";
import { run } from "../../src/cli/program";
import { temporaryFolder } from "../temporary-folder";

export interface CliRun {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command line in this process with a fixed date. */
export function runCli(...args: readonly string[]): CliRun {
  return runCliWith("", ...args);
}

/** The same with standard input. */
export function runCliWith(input: string | Uint8Array, ...args: readonly string[]): CliRun {
  let output = "";
  let errors = "";
  const status = run(args, {
    today: () => "2026-11-01",
    color: false,
    readInput: () => Buffer.from(input),
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
    writeFile: writeAtomically,
  });
  return { status, output, errors };
}

/** A new folder with these files; their names may contain subfolders. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder("environments");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    const raw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(join(folder, name), raw ? content : JSON.stringify(content));
  }
  return folder;
}
