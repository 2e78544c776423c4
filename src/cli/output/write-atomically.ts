import { renameSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "../../problems/problem";

/**
 * Writes a file under another name first, so that nobody ever reads half of it.
 * @throws InputError where it can't be written
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
        expected: "a file that can be written",
        remedy: "Name a file in a folder that exists.",
      },
    ]);
  }
}
