import { readFileSync } from "node:fs";
import pc from "picocolors";
import type { Io } from "./io";
import { writeAtomically } from "./output/write-atomically";

/** The `Io` of the current process. */
export function processIo(): Io {
  return {
    today: () => new Date().toISOString().slice(0, 10),
    color: pc.isColorSupported,
    readInput: () => readFileSync(0),
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    writeFile: writeAtomically,
  };
}
