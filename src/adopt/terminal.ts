import pc from "picocolors";
import type { Adoption } from "./adopt";

/** Where the report's commands are to be run, and what was written. */
export interface ReportContext {
  /** Folder of the stack, e.g. `cdktf.out/stacks/aws-dev-foundation`. */
  readonly folder: string;
  readonly stack: string;
  /** The file with the import blocks. */
  readonly file: string;
  readonly color: boolean;
}

/** What was found, and what to do about it, for people. */
export function terminalAdoption(adoption: Adoption, context: ReportContext): string {
  const { bold, red } = pc.createColors(context.color);
  if (adoption.lock) return lockReport(adoption.lock, context);
  const sections = [
    section(
      `${adoption.imports.length} in the cloud and not in the state of ${context.stack}:`,
      adoption.imports.map(({ address, id }) => `${address}  ${id}`),
    ),
    section(
      "Several objects have the name of one resource. Import the right one with an import block of your own, and delete the others:",
      adoption.ambiguous.map(({ address, ids }) => `${address}  ${ids.join(", ")}`),
    ),
    section(
      "Could not be read, so it is open whether they exist:",
      adoption.undecided.map(({ address, id }) => `${address}  ${id}`),
    ),
    section(
      "Not looked for, because the id does not follow from the configuration. Where one exists, it was created before the interruption: delete it or import it by hand:",
      adoption.notLookedFor,
    ),
    section("The next apply would delete or replace:", adoption.destroyed),
    section(
      red("Errors of Terraform:"),
      adoption.errors.map(({ summary, detail }) => `${summary}${detail && `: ${detail}`}`),
    ),
  ].filter(Boolean);
  return `${[...sections, next(adoption, context, bold)].join("\n\n")}\n`;
}

function next(adoption: Adoption, { stack, file }: ReportContext, bold: (text: string) => string): string {
  if (!adoption.summary) return "The next apply can't be planned: fix the errors above, then run this again.";
  const { add, change, remove } = adoption.summary;
  const plan = `The next apply: ${adoption.imports.length} to import, ${add} to add, ${change} to change, ${remove} to destroy.`;
  if (adoption.imports.length === 0) return `Nothing to adopt. ${plan}`;
  return [
    plan,
    `Import blocks are in ${file}. Next: ${bold(`npx cdktf deploy ${stack} --ignore-missing-stack-dependencies`)}`,
    "Delete the file once that apply has completed.",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function lockReport({ id, who, operation, created }: NonNullable<Adoption["lock"]>, { folder }: ReportContext): string {
  return [
    `The state is locked by ${who}, since ${created} (${operation}). Nothing was looked for.`,
    "If that run is still going on, wait for it. If it was killed, its lock stays: make sure that it no longer runs, then",
    `  terraform -chdir=${folder} force-unlock ${id}`,
    "and run this again.",
    "",
  ].join("\n");
}
