import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../../src/cli/program";
import type { Document } from "./document";

const ROOT = resolve(__dirname, "../..");

/** The pages that show output of `mlops`. */
const PAGES = ["README.md"];

/** A block of output, below a comment with the command and the number of lines to show. */
const BLOCK = /(<!-- output of: mlops (?<command>.+) \| head -(?<lines>\d+) -->\n\n```text\n)[^`]*```/g;

/** The pages with the current output of the commands that they show, so that no example goes stale. */
export function outputDocuments(): Document[] {
  return PAGES.map((path) => {
    const page = readFileSync(join(ROOT, path), "utf8");
    const text = page.replaceAll(BLOCK, (_, head: string, command: string, lines: string) => {
      const shown = outputOf(command.split(" ")).split("\n").slice(0, Number(lines));
      return `${head}${[...shown, "…"].join("\n")}\n\`\`\``;
    });
    return { path, text };
  });
}

/** @throws Error if the command reports a problem with its input */
function outputOf(args: readonly string[]): string {
  let output = "";
  const status = run([...args, "--environments", join(ROOT, "environments")], {
    // Waivers and versions have dates: the page must not change from one day to the next.
    today: () => "2026-11-01",
    color: false,
    readInput: () => Buffer.alloc(0),
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      throw new Error(text);
    },
    writeFile: (path) => {
      throw new Error(`${args.join(" ")} must not write ${path}`);
    },
  });
  if (status === 2) throw new Error(`mlops ${args.join(" ")} rejects its input`);
  return output;
}
