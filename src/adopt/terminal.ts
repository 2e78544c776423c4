import pc from "picocolors";
import type { Adoption } from "./adopt";

/** The stack and the written file, for the commands in the report. */
export interface ReportContext {
  /** Folder of the stack, e.g. `cdktf.out/stacks/aws-dev-foundation`. */
  readonly folder: string;
  readonly stack: string;
  /** The file with the import blocks. */
  readonly file: string;
  readonly color: boolean;
}

/** The report for the terminal: what was found, and what to do next. */
export function terminalAdoption(adoption: Adoption, context: ReportContext): string {
  const { bold, red } = pc.createColors(context.color);
  if (adoption.lock) return lockReport(adoption.lock, context);
  const sections = [
    section(
      `${adoption.imports.length} found in the cloud but not in the state of ${context.stack}:`,
      adoption.imports.map(({ address, id }) => `${address}  ${id}`),
    ),
    section(
      "Several objects match one resource. Import the right one with your own import block, and delete the others:",
      adoption.ambiguous.map(({ address, ids }) => `${address}  ${ids.join(", ")}`),
    ),
    section(
      "Could not be read, so it is unknown whether they exist:",
      adoption.undecided.map(({ address, id }) => `${address}  ${id}`),
    ),
    section(
      "Not searched, because the id cannot be derived from the configuration. If one of these was created before the interruption, delete it or import it manually:",
      adoption.notLookedFor,
    ),
    section("The next apply would delete or replace:", adoption.destroyed),
    section(
      red("Terraform errors:"),
      adoption.errors.map(({ summary, detail }) => `${summary}${detail && `: ${detail}`}`),
    ),
  ].filter(Boolean);
  return `${[...sections, next(adoption, context, bold)].join("\n\n")}\n`;
}

function next(adoption: Adoption, { stack, file }: ReportContext, bold: (text: string) => string): string {
  if (!adoption.summary) return "The next apply can't be planned: fix the errors above, then run this command again.";
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
    `The state has been locked by ${who} since ${created} (${operation}). Nothing was searched.`,
    "If that run is still in progress, wait until it finishes. If it was killed, its lock remains: make sure that it is no longer running, then run",
    `  terraform -chdir=${folder} force-unlock ${id}`,
    "and run this command again.",
    "",
  ].join("\n");
}
