import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

/** The allowed imports between rooms. A path belongs to the first room whose name it starts with. */
const ROOMS: readonly { readonly room: string; readonly mayImport: readonly string[] }[] = [
  { room: "environments", mayImport: ["src/environment"] },
  { room: "src/facts", mayImport: [] },
  { room: "src/problems", mayImport: [] },
  { room: "src/catalogue", mayImport: ["src/facts"] },
  { room: "src/environment", mayImport: ["src/facts", "src/problems", "src/catalogue"] },
  { room: "src/contracts", mayImport: [] },
  { room: "src/framework", mayImport: [] },
  { room: "src/constructs/aws", mayImport: ["src/contracts", "src/framework", "src/catalogue"] },
  { room: "src/constructs/random", mayImport: ["src/framework"] },
  { room: "src/constructs/google", mayImport: ["src/contracts", "src/framework", "src/constructs/random"] },
  {
    room: "src/constructs/embedded",
    mayImport: [
      "src/facts",
      "src/contracts",
      "src/framework",
      "src/catalogue",
      "src/constructs/random",
      "src/constructs/kubernetes",
    ],
  },
  ...constructs({
    kubernetes: [],
    base: ["kubernetes"],
    data: ["kubernetes"],
    tracking: ["kubernetes"],
    pipelines: ["kubernetes"],
    serving: ["kubernetes", "base"],
    observability: ["kubernetes", "serving"],
    delivery: ["kubernetes", "observability"],
    models: ["kubernetes", "base", "pipelines", "serving", "observability", "delivery"],
  }),
  { room: "src/constructs/index", mayImport: ["src/constructs"] },
  {
    room: "src/stacks",
    mayImport: ["src/facts", "src/catalogue", "src/environment", "src/contracts", "src/constructs", "src/framework"],
  },
  { room: "src/review/model", mayImport: [] },
  { room: "src/review/guardrails", mayImport: ["src/review/model", "src/facts"] },
  { room: "src/review/cost", mayImport: ["src/review/model", "src/facts"] },
  { room: "src/review/result", mayImport: ["src/review/model", "src/review/guardrails", "src/review/cost"] },
  { room: "src/review/report", mayImport: ["src/review/result"] },
  { room: "src/review", mayImport: ["src/review"] },
  { room: "src/adopt", mayImport: [] },
  { room: "src/inventory", mayImport: ["src/facts", "src/catalogue", "src/environment", "src/constructs/kubernetes"] },
  {
    room: "src/attribution",
    mayImport: [
      "src/facts",
      "src/catalogue",
      "src/contracts",
      "src/environment",
      "src/inventory",
      "src/stacks",
      "src/review",
    ],
  },
  { room: "src/testing", mayImport: ["src/framework", "src/review"] },
  { room: "src/cli", mayImport: ["src"] },
  { room: "src/main", mayImport: ["src/cli"] },
  { room: "src/index", mayImport: ["src/contracts", "src/environment", "src/problems", "src/stacks"] },
];

/** Rooms of components: they only know the other rooms through the facts, the contracts and the catalogue. */
function constructs(rooms: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(rooms).map(([room, mayImport]) => ({
    room: `src/constructs/${room}`,
    mayImport: [
      "src/facts",
      "src/contracts",
      "src/framework",
      "src/catalogue",
      ...mayImport.map((other) => `src/constructs/${other}`),
    ],
  }));
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = [...sources("src"), ...sources("environments")];

function sources(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(text) };
    });
}

/** What a file imports, at its top or later, when a command runs. */
function importsOf(text: string): string[] {
  const names = [...text.matchAll(/\b(?:from |import |import\(|require\()"([^"]+)"/g)].map(([, name = ""]) => name);
  return [...new Set(names)];
}

function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`) || path === `${room}.ts`;
}

function roomOf(path: string) {
  return ROOMS.find(({ room }) => isIn(path, room));
}

function target(file: SourceFile, imported: string): string {
  return relative(root, resolve(root, dirname(file.path), imported));
}

/** Every import cycle once, as the path that closes it. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) found.push([...above.slice(above.indexOf(path)), path]);
    if (done.has(path) || above.includes(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}

/** Third column of the table in docs/architecture.md by its first column; folders of `src/` have no prefix there. */
function documentedImports(): Readonly<Record<string, readonly string[]>> {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const rows = page.matchAll(/^\| `((?:src|environments)[^`|]*)` \| [^|]* \| ([^|]*) \|$/gm);
  return Object.fromEntries(
    [...rows].map(([, room, imports = ""]) => [room, [...imports.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)]),
  );
}

describe("imports go in one direction", () => {
  test("docs/architecture.md has the same table of rooms", () => {
    const rules = ROOMS.map(({ room, mayImport }) => [room, mayImport.map((name) => name.replace(/^src\//, ""))]);
    expect(documentedImports()).toEqual(Object.fromEntries(rules));
  });

  test.each([
    'import { a } from "./a";',
    'import type { A } from "./a";',
    'export * from "./a";',
    'import "./a";',
    'const { a }: typeof import("./a") = require("./a");',
    'const { a } = await import("./a");',
  ])("%s counts as an import", (text) => {
    expect(importsOf(text)).toEqual(["./a"]);
  });

  test("every file is in a room", () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.filter(({ path }) => !roomOf(path)).map(({ path }) => path)).toEqual([]);
  });

  test("a room imports only from the rooms listed in its row", () => {
    const forbidden = files.flatMap((file) => {
      const from = roomOf(file.path);
      return file.imports
        .filter((name) => name.startsWith("."))
        .map((name) => target(file, name))
        .filter((path) => from && ![from.room, ...from.mayImport].some((room) => isIn(path, room)))
        .map((path) => `${file.path} imports ${path}`);
    });
    expect(forbidden).toEqual([]);
  });

  test("there are no import cycles", () => {
    const paths = new Set(files.map(({ path }) => path));
    const imports = new Map(
      files.map((file) => [
        file.path,
        file.imports
          .filter((name) => name.startsWith("."))
          .flatMap((name) => [`${target(file, name)}.ts`, `${target(file, name)}/index.ts`])
          .filter((path) => paths.has(path)),
      ]),
    );
    expect(circles(imports)).toEqual([]);
  });

  test("cdktf's core is imported in one file", () => {
    const importers = files.filter(({ imports }) => imports.some((name) => /^cdktf(\/|$)/.test(name)));
    expect(importers.map(({ path }) => path)).toEqual(["src/framework/terraform.ts"]);
  });

  test("providers are imported by subpath, and only by constructs and stacks", () => {
    const imports = files.flatMap(({ path, imports }) => imports.map((name) => ({ path, name })));
    const providers = imports.filter(({ name }) => name.startsWith("@cdktf/"));
    expect(providers.length).toBeGreaterThan(50);
    expect(providers.filter(({ name }) => !/^@cdktf\/provider-[a-z]+\/lib\/[a-z0-9-]+$/.test(name))).toEqual([]);
    expect(providers.filter(({ path }) => !/^src\/(constructs|stacks)\//.test(path))).toEqual([]);
  });
});

describe("tests mirror src", () => {
  /** Laws over several rooms, rules by theme, recorded data, and the report of the acceptance. */
  const others =
    /^(acceptance|addresses|conformance|docs|memory|stacks\/release-values|review\/guardrails\/|review\/.*\/(answers|golden|plans)$)/;

  test("every folder of tests is a folder of src, or one of laws or recorded data", () => {
    const folders = readdirSync(join(root, "test"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => relative(join(root, "test"), join(parentPath, name)))
      .filter((folder) => !others.test(folder));
    expect(folders.length).toBeGreaterThan(20);
    expect(folders.filter((folder) => !existsSync(join(root, "src", folder)))).toEqual([]);
  });
});

describe("rules for all code", () => {
  // The framework accesses files because cdktf does: its apps create folders.
  const below = files.filter(({ path }) => !/^src\/(cli|main|framework|testing)/.test(path));

  test.each([
    ["the clock", /new Date\(\)|Date\.now|performance\./],
    ["randomness", /Math\.random|randomUUID|randomBytes/],
    ["the process", /\bprocess\./],
    ["files or the network", /"node:(?!path")|\bfetch\(/],
  ])("no code below the command line uses %s", (_, pattern) => {
    expect(below.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });

  test.each([
    ["any", /\bas any\b|: any\b/],
    ["a double cast", /as unknown as/],
    ["a silenced compiler", /@ts-(ignore|expect-error|nocheck)/],
    ["a dependency that cdktf ignores (use waitFor instead)", /\.node\.addDependency\(/],
  ])("no file contains %s", (_, pattern) => {
    expect(files.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("a file has at most 300 lines, except the version catalogue", () => {
    const code = files.filter(({ path }) => path !== "src/catalogue/catalogue.ts");
    expect(code.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}
