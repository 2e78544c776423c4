import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { wildcard } from "../../src/review/guardrails/wildcard";
import { type StackName, stackId } from "../../src/stacks/stack-id";
import { runCli } from "../cli/run-cli";
import { commandsOf, type GuideCommand } from "./guide-commands";

const ROOT = resolve(__dirname, "../..");
const GUIDES = join(ROOT, "docs/guides");
const COMMANDS = [
  ...readdirSync(GUIDES).flatMap((file) => commandsOf(join(GUIDES, file), file)),
  ...commandsOf(join(ROOT, "README.md"), "README.md"),
];

/** The program of a command, including the one that npx runs. */
function program({ words }: GuideCommand): string {
  const [first = "", second = ""] = words;
  return first === "npx" ? `npx ${second}` : first;
}

const of = (...programs: readonly string[]) => COMMANDS.filter((command) => programs.includes(program(command)));
const flagsIn = (words: readonly string[]) =>
  words.filter((word) => word.startsWith("--") && word !== "--").map((word) => word.replace(/=.*/, ""));

test("a command that needs more than this repository is marked in the first line of its block: # needs …", () => {
  const here = ["npx mlops", "npx cdktf", "npm", "mlops-delivery", "git"];
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
  const unknown = of("npm").filter(
    ({ words: [, verb = "", name = ""] }) => !(verb === "run" ? name in scripts : known.includes(verb)),
  );
  expect(unknown).toEqual([]);
});

test("mlops has every command and option that a guide uses", () => {
  const review = of("npm").filter(({ words }) => words[2] === "review");
  const calls = [
    ...of("npx mlops").map(({ where, words }) => ({ where, args: words.slice(2) })),
    ...review.map(({ where, words }) => ({ where, args: ["review", ...words.slice(4)] })),
  ];
  expect(calls.length).toBeGreaterThan(20);
  const faults = calls.flatMap(({ where, args }) => {
    const command = args.slice(0, args[0] === "prices" ? 2 : 1);
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
  const names = environments().map(({ cloud, name }) => `${cloud.provider}-${name}`);
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

function pythonOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".py"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}
