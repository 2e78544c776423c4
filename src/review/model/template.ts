/**
 * A part of a Terraform template: text as written, or an expression. Escapes (`$${`, `%%{`) stay in the text, so that
 * the joined parts form a template again: https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export type TemplatePart = { readonly text: string } | { readonly expression: string };

const LITERAL_ESCAPE = /\$\$\{|%%\{/g;

/** Whether a template is plain text: no expression, no directive. */
export function isPlain(template: string): boolean {
  if (!template.includes("${") && !template.includes("%{")) return true;
  const rest = template.replaceAll(LITERAL_ESCAPE, "");
  return !rest.includes("${") && !rest.includes("%{");
}

/** The text of a plain template. */
export function textOf(template: string): string {
  return template.includes("{") ? template.replaceAll(LITERAL_ESCAPE, (escaped) => escaped.slice(1)) : template;
}

/** The template for exactly this text. */
export function templateOf(text: string): string {
  return text.includes("{") ? text.replaceAll(/[$%]\{/g, (start) => `${start[0]}${start}`) : text;
}

/**
 * The parts of a template.
 * @returns `undefined` if it has directives or an unterminated expression: only Terraform can read it
 */
export function splitTemplate(template: string): TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  let from = 0;
  let at = nextMark(template, 0);
  while (at >= 0) {
    if (template[at - 1] === template[at]) {
      at = nextMark(template, at + 2);
      continue;
    }
    const end = template[at] === "$" ? expressionEnd(template, at + 2) : -1;
    if (end < 0) return undefined;
    if (at > from) parts.push({ text: template.slice(from, at) });
    parts.push({ expression: template.slice(at + 2, end).trim() });
    from = end + 1;
    at = nextMark(template, from);
  }
  if (from < template.length) parts.push({ text: template.slice(from) });
  return parts;
}

/** The expression that is the whole template: `a.b` of `${a.b}`. */
export function wholeExpression(template: string): string | undefined {
  if (!template.startsWith("${") || !template.endsWith("}")) return undefined;
  const end = expressionEnd(template, 2);
  return end === template.length - 1 ? template.slice(2, end).trim() : undefined;
}

function nextMark(template: string, from: number): number {
  for (let at = template.indexOf("{", from); at >= 0; at = template.indexOf("{", at + 1)) {
    const before = template[at - 1];
    if (at - 1 >= from && (before === "$" || before === "%")) return at - 1;
  }
  return -1;
}

/** Index of the quote that ends the string whose content starts at `from`. */
export function stringEnd(source: string, from: number): number {
  return endOf(source, from, '"');
}

/** Index of the `}` that ends the expression that starts at `from`. */
function expressionEnd(template: string, from: number): number {
  return endOf(template, from, "{");
}

/** Braces inside strings don't count, but expressions inside strings do. */
function endOf(template: string, from: number, start: "{" | '"'): number {
  const open = [start];
  for (let at = from; at < template.length; at += 1) {
    const character = template[at];
    const inString = open.at(-1) === '"';
    if (character === "\\") at += 1;
    else if (character === '"') {
      if (!inString) open.push('"');
      else if (closes(open)) return at;
    } else if (character === "{" && (!inString || isMark(template, at))) open.push("{");
    else if (character === "}" && !inString && closes(open)) return at;
  }
  return -1;
}

/** Closes the innermost open bracket; returns whether it was the last one. */
function closes(open: string[]): boolean {
  open.pop();
  return open.length === 0;
}

function isMark(template: string, at: number): boolean {
  const mark = template[at - 1];
  return (mark === "$" || mark === "%") && template[at - 2] !== mark;
}
