import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "../..");

const files = execFileSync("git", ["ls-files", "*.md", "*.ts"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "");

/** A path in inline code that starts with a folder of the top level, without placeholders; `src/main` is a module. */
const PATH = /`((?:src|test|checks|docs|scripts|environments|examples|images|\.ci|\.github)\/[\w./-]*\w)`/g;

/** Output of programs, which is not in the repository. */
const OUTPUT = /\/build\//;

const LINK = /\]\((?!\w+:|#|\/)([^)#\s]+)/g;

test("every path of this repository that a page or a comment names exists", () => {
  const missing = files.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(PATH)]
      .map(([, path = ""]) => path)
      .filter((path) => !OUTPUT.test(path) && ![path, `${path}.ts`].some((name) => existsSync(join(root, name))))
      .map((path) => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test("every relative link of a page leads to a file", () => {
  const broken = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) =>
      [
        ...readFileSync(join(root, file), "utf8")
          .replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "")
          .matchAll(LINK),
      ]
        .filter(([, path = ""]) => !existsSync(join(root, dirname(file), path)))
        .map(([, path]) => `${file}: ${path}`),
    );
  expect(broken).toEqual([]);
});
