import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { adopt, importBlocks } from "../../adopt/adopt";
import { IMPORTS_FILE } from "../../adopt/imports-file";
import { terminalAdoption } from "../../adopt/terminal";
import { InputError } from "../../problems/problem";
import { readTerraform } from "../input/read-terraform";
import type { Io } from "../io";
import type { withTerraform } from "../terraform-process";

/**
 * `mlops adopt`: finds objects that an interrupted apply created but did not record in the state, and writes import
 * blocks for them.
 * @returns exit status: 0 when the next apply can run, 1 if something is left to decide
 * @throws InputError for a folder that has no stack, or that Terraform can't plan
 */
export function adoptCommand(folder: string, io: Io, terraformIn: typeof withTerraform): number {
  const stack = readStack(folder, io);
  const file = join(folder, IMPORTS_FILE);
  const adoption = terraformIn(folder, (terraform) => adopt(stack.json, terraform));
  if (adoption.imports.length > 0) {
    io.writeFile(file, `${JSON.stringify(importBlocks(adoption.imports), null, 2)}\n`);
  }
  io.write(terminalAdoption(adoption, { folder, stack: stack.name, file, color: io.color }));
  const open = [adoption.ambiguous, adoption.undecided, adoption.errors, adoption.destroyed].some(
    ({ length }) => length > 0,
  );
  return adoption.lock || open || !adoption.summary ? 1 : 0;
}

/**
 * The stack as synthesized. Import blocks of an earlier run are removed: they are found again if they are still needed.
 */
function readStack(folder: string, io: Io) {
  if (!statSync(join(folder, "cdk.tf.json"), { throwIfNoEntry: false })) {
    throw new InputError([
      {
        source: folder,
        path: "",
        found: "no cdk.tf.json",
        expected: "the folder of a synthesized stack, e.g. cdktf.out/stacks/aws-dev-foundation",
        remedy: "Run npx cdktf synth, then pass one of the folders in cdktf.out/stacks.",
      },
    ]);
  }
  rmSync(join(folder, IMPORTS_FILE), { force: true });
  const [input] = readTerraform([join(folder, "cdk.tf.json")], io);
  const [stack] = input?.stacks ?? [];
  if (!stack) throw new Error(`no stack in ${folder}`);
  return stack;
}
