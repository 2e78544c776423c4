import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { wildcard } from "../../src/review/guardrails/wildcard";
import { type StackName, stackId } from "../../src/stacks/stack-id";
import { runCli } from "../cli/run-cli";
import { commandsOf, type GuideCommand, inlineCommandsOf } from "./guide-commands";

const ROOT = resolve(__dirname, "../..");
/** The pages for readers of this repository; those of the examples are about the reader's own. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...pagesOf("docs"),
  ...pagesOf("docs/guides"),
  ...pagesOf("docs/runbooks"),
];
const BLOCKS = PAGES.flatMap((page) => commandsOf(join(ROOT, page), page));
const COMMANDS = [...BLOCKS, ...PAGES.flatMap((page) => inlineCommandsOf(join(ROOT, page), page))];

/** The program of a command, including the one that npx runs. */
function program({ words }: GuideCommand): string {
  const [first = "", second = ""] = words;
  return first === "npx" ? `npx ${second}` : first;
}

const of = (...programs: readonly string[]) => COMMANDS.filter((command) => programs.includes(program(command)));
/** The arguments of the npm script that a command runs, which follow `--`; without it, npm takes the options itself. */
function scriptOf({ words }: GuideCommand): { readonly script: string; readonly args: readonly string[] } | undefined {
  const [first, verb, script = "", separator, ...args] = words.filter((word) => word !== "--silent");
  if (first !== "npm" || verb !== "run") return undefined;
  return { script, args: separator === "--" ? args : [] };
}

const flagsIn = (words: readonly string[]) =>
  words.filter((word) => word.startsWith("--") && word !== "--").map((word) => word.replace(/=.*/, ""));

test("a command that needs more than a fresh clone and npm ci is marked in the first line of its block: # needs …", () => {
  // Not npx mlops: a fresh clone has not been built. `npm run mlops` runs the sources.
  const here = ["npx cdktf", "npm", "mlops-delivery", "git"];
  const silent = COMMANDS.filter((command) => command.needs === undefined && !here.includes(program(command)));
  expect(silent.map(({ where, words }) => `${where} ${words.join(" ")}`)).toEqual([]);
});

test("a command that changes a cloud is marked with its needs", () => {
  const altering = of("npx cdktf").filter(({ words }) => /^(deploy|destroy)$/.test(words[2] ?? ""));
  expect(altering.length).toBeGreaterThan(0);
  expect(altering.filter(({ needs }) => needs === undefined).map(({ where }) => where)).toEqual([]);
});

test("every npm script in a guide exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const known = ["ci", "install", "test", "pack"];
  const unknown = of("npm").filter((command) => {
    const script = scriptOf(command)?.script;
    return script === undefined ? !known.includes(command.words[1] ?? "") : !(script in scripts);
  });
  expect(unknown).toEqual([]);
});

test("the options of an npm script follow --, because npm would take them itself", () => {
  const swallowed = of("npm").filter((command) => {
    const [, separator] = command.words.slice(2).filter((word) => word !== "--silent");
    return scriptOf(command) !== undefined && separator !== undefined && separator !== "--";
  });
  expect(swallowed.map(({ where }) => where)).toEqual([]);
});

test("mlops has every command and option that a guide uses", () => {
  const calls = COMMANDS.flatMap((command) => {
    const { where, words } = command;
    const { script, args = [] } = scriptOf(command) ?? {};
    if (script === "mlops") return [{ where, args }];
    if (script === "review") return [{ where, args: ["review", ...args] }];
    return program(command) === "npx mlops" ? [{ where, args: words.slice(2) }] : [];
  });
  expect(calls.length).toBeGreaterThan(20);
  const faults = calls.flatMap(({ where, args }) => {
    const command = args
      .slice(0, ["local", "new", "prices"].includes(args[0] ?? "") ? 2 : 1)
      .filter((word) => word !== "--help");
    const help = runCli(...command, "--help");
    if (help.status !== 0 || !help.output.startsWith(`Usage: mlops ${command.join(" ")}`)) {
      return [`${where}: no command mlops ${command.join(" ")}`];
    }
    return flagsIn(args)
      .filter((flag) => !new RegExp(`${flag}\\b`).test(help.output))
      .map((flag) => `${where}: mlops ${command.join(" ")} has no ${flag}`);
  });
  expect(faults).toEqual([]);
});

test("every environment in a guide exists", () => {
  const names = environments().flatMap(({ cloud, name }) => [name, `${cloud.provider}-${name}`]);
  const named = COMMANDS.flatMap(({ where, words }) =>
    words.flatMap((word, index) => (words[index - 1] === "--env" ? [{ where, name: word }] : [])),
  );
  expect(named.filter(({ name }) => !names.includes(name))).toEqual([]);
});

test("cdktf has every option, and the stacks exist", () => {
  const stacks = stacksOfEnvironments();
  const help = new Map<string, string>();
  const helpOf = (verb: string) => {
    const env = { ...process.env, CI: "1", CHECKPOINT_DISABLE: "1" };
    const text =
      help.get(verb) ?? spawnSync("npx", ["cdktf", verb, "--help"], { cwd: ROOT, encoding: "utf8", env }).stdout;
    help.set(verb, text);
    return text;
  };
  const faults = of("npx cdktf").flatMap(({ where, words: [, , verb = "", ...args] }) => {
    const flags = flagsIn(args).filter((flag) => !helpOf(verb).includes(`${flag} `));
    const patterns = args.filter((word) => !word.startsWith("-"));
    const missing = patterns.filter((pattern) => !stacks.some(wildcard(pattern)));
    return [...flags, ...missing].map((word) => `${where}: ${verb} ${word}`);
  });
  expect(faults).toEqual([]);
}, 120_000);

test("mlops-delivery has every command and option that a guide uses", () => {
  const source = pythonOf(join(ROOT, "images/model-delivery/mlops_delivery"));
  const faults = of("mlops-delivery").flatMap(({ where, words: [, ...args] }) => {
    const [command = "", second = ""] = args;
    const verbs = [command, ...(/^[a-z-]+$/.test(second) ? [second] : [])];
    const missing = verbs.filter((verb) => !source.includes(`"${verb}"`));
    return [...missing, ...flagsIn(args).filter((flag) => !source.includes(`"${flag}"`))].map(
      (word) => `${where}: ${word}`,
    );
  });
  expect(faults).toEqual([]);
});

test("every stack folder in a guide exists after synthesis", () => {
  const stacks = stacksOfEnvironments();
  const folders = COMMANDS.flatMap(({ where, words }) =>
    words.flatMap((word) => {
      const [, stack] = /cdktf\.out\/stacks\/([\w-]+)/.exec(word) ?? [];
      return stack === undefined ? [] : [{ where, stack }];
    }),
  );
  expect(folders.filter(({ stack }) => !stacks.includes(stack))).toEqual([]);
});

function stacksOfEnvironments(): string[] {
  const names: readonly StackName[] = ["bootstrap", "foundation", "platform", "models"];
  return environments().flatMap((environment) => names.map((name) => stackId(environment, name)));
}

function environments() {
  return loadEnvironments(join(ROOT, "environments"), "2026-11-01");
}

function pagesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

function pythonOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".py"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}
