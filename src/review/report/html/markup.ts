/** Text that is HTML already. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Content = Markup | string | number | false | undefined | readonly Content[];

/** HTML with interpolated values. Everything that isn't markup is escaped text. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => part + render(values[index])).join(""));
}

function render(value: Content): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(render).join("");
  return escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that can mislead readers: control characters, and those that change the text direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: matched on purpose
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function escaped(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(UNPRINTABLE, "\ufffd")
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
