import { readFileSync } from "node:fs";

/** A command in a guide. */
export interface GuideCommand {
  /** `deploy.md:41`: the line in the guide. */
  readonly where: string;
  readonly words: readonly string[];
  /** From the first line of the block, `# needs …`: an account, a cluster, a plan. It is visible to the reader. */
  readonly needs: string | undefined;
}

/** The commands of all `sh` blocks of a Markdown file; commands in a pipe or joined by `&&` count separately. */
export function commandsOf(file: string, name: string): GuideCommand[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const commands: GuideCommand[] = [];
  let needs: string | undefined;
  let inside = false;
  let pending = "";
  lines.forEach((line, index) => {
    const text = line.trim();
    if (text.startsWith("```")) {
      inside = text === "```sh";
      needs = undefined;
      pending = "";
      return;
    }
    if (!inside || text === "") return;
    if (text.startsWith("#")) {
      needs ??= /^# needs (.+)$/.exec(text)?.[1];
      return;
    }
    pending += text.replace(/\\$/, " ");
    if (text.endsWith("\\")) return;
    for (const part of split(pending)) commands.push({ where: `${name}:${index + 1}`, words: part, needs });
    pending = "";
  });
  return commands;
}

/** The complete commands in inline code that run a program of this repository: `npm …` and `npx mlops …`. */
export function inlineCommandsOf(file: string, name: string): GuideCommand[] {
  const prose = readFileSync(file, "utf8").replaceAll(/```[\s\S]*?```/g, (block) => block.replaceAll(/[^\n]/g, ""));
  return [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(({ 1: code = "", index }) =>
    split(code)
      .filter(
        ([first, second, third]) => first === "npm" || (first === "npx" && second === "mlops" && third !== undefined),
      )
      .map((words) => ({
        where: `${name}:${prose.slice(0, index).split("\n").length}`,
        words,
        needs: undefined,
      })),
  );
}

/** Splits a shell line into words, as far as the guides need it: quotes, comments, pipes, and leading assignments. */
function split(line: string): string[][] {
  const tokens =
    line.match(/"(?:[^"\\]|\\.)*"|'[^']*'|\|\||&&|[|;]|(?:[^\s"'|;&]|"(?:[^"\\]|\\.)*"|'[^']*')+|&/g) ?? [];
  const commands: string[][] = [[]];
  for (const token of tokens) {
    if (token.startsWith("#")) break;
    if (/^(\|\||&&|[|;])$/.test(token)) commands.push([]);
    else if (commands.at(-1)?.length !== 0 || !/^[A-Z_]+=/.test(token))
      commands.at(-1)?.push(token.replace(/^['"]|['"]$/g, ""));
  }
  return commands.filter((words) => words.length > 0);
}
