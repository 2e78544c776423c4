import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";

const root = join(__dirname, "../..");

/** Words that the project does not use, and what it says instead. */
const WORDS: readonly (readonly [word: RegExp, instead: string])[] = [
  [/(?<!\.)\bmend(s|ed|ing)?\b/i, "fix"],
  [/\banew\b/i, "again"],
  [/(?<!\.)\bbeside\b/i, "next to, alongside"],
  [/\bst(ands|ood)\b/i, "is, lives"],
  [/\b(tells|told)\b(?! apart)/i, "reports, reported"],
  [/\bwhoever\b/i, "anyone who"],
  [/\b(somebody|anybody|nobody)\b/i, "someone, anyone, no one"],
  [/\bdearest\b/i, "most expensive"],
  [/\bgravest\b/i, "most severe"],
  [/(?<!\bits )\bown keys?\b/i, "customer-managed key"],
  [/\b(take|takes|taken|took) ((it|them)(self|selves)? )?back\b/i, "roll back, rolled back"],
  [/\b(is|are|was|were) asked\b|\b(server|cluster|interface)s? asks?\b/i, "is queried, requests"],
  [/\bfalls? short\b/i, "does not pass"],
  [/\bnot to be deployed\b/i, "blocked"],
  // Spelling is American, except for names of fields and folders: cost centre, licence, catalogue, utilisation.
  [
    /\b(organis|synthesis(e|ing)|synchronis|initialis|recognis|summaris|authoris|customis|practis(e|ing))/i,
    "-ize, practice",
  ],
  [/\b(neighbour|behaviour|favour|honour)/i, "-or"],
  [/\b(labelled|cancelled|cancelling|modelled|modelling|signalled|analysed|analysing)\b/i, "canceled, analyzed, …"],
  [/\b(judgement|artefacts?|grey)\b/i, "judgment, artifact, gray"],
];

/** This file quotes the words; reports of the public API repeat docstrings; catalogues of others quote them. */
const QUOTES = /^(test\/docs\/words\.test\.ts|docs\/reference\/)|\.snap$/;

const files = execFileSync("git", ["ls-files", "*.md", "*.ts", "*.py"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && !QUOTES.test(path));

/** What people read of a file: comments, messages and names of tests, but no identifiers and no code. */
function proseOf(path: string, text: string): string[] {
  if (extname(path) === ".md") return [text.replaceAll(/```[\s\S]*?```|`[^`]*`/g, "")];
  const comments =
    extname(path) === ".py" ? /"""[\s\S]*?"""|(?<=^|\s)# .*$/gm : /\/\*\*?[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm;
  const strings = /"(?:[^"\\\n]|\\.)* (?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)* (?:[^`\\]|\\.)*`/g;
  return [...text.matchAll(comments), ...text.matchAll(strings)].map(([prose]) =>
    prose.replaceAll(/`[^`\s]*`|\$\{[^}]*\}/g, ""),
  );
}

test("prose, messages and names of tests are in plain American English", () => {
  expect(files.length).toBeGreaterThan(1000);
  const found = files.flatMap((path) =>
    proseOf(path, readFileSync(join(root, path), "utf8")).flatMap((prose) =>
      WORDS.flatMap(([word, instead]) => {
        const [match] = word.exec(prose) ?? [];
        return match === undefined ? [] : [`${path}: "${match}": ${instead}`];
      }),
    ),
  );
  expect(found).toEqual([]);
});
