import { renameSync, rmSync, writeFileSync } from "node:fs";
import { EnvironmentError } from "../environment/problem";

/**
 * Writes a file under another name first, so that nobody ever reads half of it.
 * @throws EnvironmentError where it can't be written
 */
export function writeWhole(path: string, text: string): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new EnvironmentError([
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
