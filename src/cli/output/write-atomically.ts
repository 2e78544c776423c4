import { renameSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "../../problems/problem";

/**
 * Writes a file under a temporary name and renames it, so that it is never read half-written.
 * @throws InputError if it can't be written
 */
export function writeAtomically(path: string, text: string): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new InputError([
      {
        source: "--output",
        path: "",
        found: `${path}: ${error instanceof Error ? error.message : String(error)}`,
        expected: "a writable file",
        remedy: "Choose a file in an existing folder.",
      },
    ]);
  }
}
