import pc from "picocolors";
import type { Problem } from "../../problems/problem";

/** All problems of all files, each with its fix. */
export function problemReport(problems: readonly Problem[], color = false): string {
  const colors = pc.createColors(color);
  const lines = problems.map(({ source, path, found, expected, remedy }) =>
    [
      `${colors.bold(source)}${path === "" ? "" : ` ${colors.cyan(path)}`}`,
      `  found:    ${found}`,
      `  expected: ${expected}`,
      `  fix:      ${remedy}`,
    ].join("\n"),
  );
  const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}; nothing was written.`;
  return `${lines.join("\n\n")}\n\n${colors.red(count)}\n`;
}
