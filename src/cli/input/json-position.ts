/** The position at which a text stops being valid JSON. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
}

type Expected = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end" | "nothing more";

const WORDS: Readonly<Record<Expected, string>> = {
  value: "a value",
  "value or ]": "a value or ]",
  key: "a key in double quotes",
  "key or }": "a key in double quotes or }",
  colon: "a colon",
  "comma or end": "a comma or the closing bracket",
  "nothing more": "nothing after the document",
};

const SPACE = /[ \t\r\n]*/y;
/** A string: escapes, and all characters from the space upwards except quote and backslash. */
const TEXT = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** The end of the text, or an unfinished word or string. */
const UNFINISHED = /^(?:[\w.+-]*|"[^"\\]*(?:\\.[^"\\]*)*\\?)$/s;

/** Finds the first error in a text that `JSON.parse` rejects; its own messages do not always include a position. */
export function jsonFault(text: string): JsonFault {
  const open: ("[" | "{")[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    at += matchAt(SPACE, text, at);
    const next = step(text, at, expected, open);
    if (!next) return faultAt(text, at, expected);
    at += next.length;
    expected = next.expected;
  }
}

/** Reads one token of the grammar; `undefined` if the text has a different one. */
function step(text: string, at: number, expected: Expected, open: ("[" | "{")[]) {
  const character = text[at];
  const after: Expected = open.length > 0 ? "comma or end" : "nothing more";
  if (expected.startsWith("key")) {
    const length = character === '"' ? matchAt(TEXT, text, at) : 0;
    if (length > 0) return { length, expected: "colon" as const };
    return character === "}" && expected === "key or }" ? closed(open) : undefined;
  }
  if (expected === "colon") return character === ":" ? { length: 1, expected: "value" as const } : undefined;
  if (expected === "comma or end") {
    const inside = open.at(-1);
    if (character === ",") return { length: 1, expected: inside === "{" ? ("key" as const) : ("value" as const) };
    return character === (inside === "{" ? "}" : "]") ? closed(open) : undefined;
  }
  if (expected === "nothing more") return undefined;
  if (character === "{" || character === "[") {
    open.push(character);
    return { length: 1, expected: character === "{" ? ("key or }" as const) : ("value or ]" as const) };
  }
  if (character === "]" && expected === "value or ]") return closed(open);
  const length = matchAt(character === '"' ? TEXT : SCALAR, text, at);
  return length > 0 ? { length, expected: after } : undefined;
}

function closed(open: ("[" | "{")[]): { length: number; expected: Expected } {
  open.pop();
  return { length: 1, expected: open.length > 0 ? "comma or end" : "nothing more" };
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function faultAt(text: string, at: number, expected: Expected): JsonFault {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const rest = text.slice(at).split("\n", 1)[0] ?? "";
  const cut = UNFINISHED.test(text.slice(at));
  return {
    line,
    column: at - before.lastIndexOf("\n"),
    found: cut ? "the end of the file: it is cut off" : JSON.stringify(rest.slice(0, 20)),
    expected: WORDS[expected],
  };
}
