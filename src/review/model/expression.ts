import type { Json } from "./json";
import { splitTemplate, stringEnd } from "./template";

/** The subset of Terraform's expressions that can be evaluated without a provider. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Json }
  /** A string with expressions, as a template. */
  | { readonly kind: "template"; readonly template: string }
  | { readonly kind: "path"; readonly root: string; readonly steps: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Expression[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] };

/**
 * Reads an expression: https://developer.hashicorp.com/terraform/language/expressions
 * @returns `undefined` for unsupported expressions (arithmetic, `for`, splats, here documents) and for invalid ones
 */
export function parseExpression(source: string): Expression | undefined {
  try {
    return new Parser(source).whole();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

/** Real expressions nest a dozen levels. */
const MAX_NESTING = 100;

const TOKEN = /\s*(?:([A-Za-z_][\w-]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(==|!=|&&|\|\||=>|[-+*/%!?:,.=<>()[\]{}"]))/y;
const LINE_END = /\s*$/y;

/** One method per grammar rule, lowest precedence first. */
class Parser {
  private at = 0;
  private nesting = 0;
  private word: string | undefined;
  private number: string | undefined;
  private sign: string | undefined;

  constructor(private readonly source: string) {
    this.next();
  }

  whole(): Expression {
    const expression = this.expression();
    if (this.word ?? this.number ?? this.sign) throw new Unreadable();
    return expression;
  }

  private expression(): Expression {
    this.nesting += 1;
    if (this.nesting > MAX_NESTING) throw new Unreadable();
    const condition = this.operation(0);
    let result = condition;
    if (this.skip("?")) {
      const yes = this.expression();
      this.expect(":");
      result = { kind: "operation", operator: "?", operands: [condition, yes, this.expression()] };
    }
    this.nesting -= 1;
    return result;
  }

  private operation(level: number): Expression {
    const operators = [["||"], ["&&"], ["==", "!="]][level];
    if (!operators) return this.negation();
    let left = this.operation(level + 1);
    for (let length = 0; ; length += 1) {
      const operator = this.sign;
      if (operator === undefined || !operators.includes(operator)) return left;
      if (length > MAX_NESTING) throw new Unreadable();
      this.next();
      left = { kind: "operation", operator, operands: [left, this.operation(level + 1)] };
    }
  }

  private negation(): Expression {
    let negated = false;
    while (this.skip("!")) negated = !negated;
    const value = this.value();
    return negated ? { kind: "operation", operator: "!", operands: [value] } : value;
  }

  private value(): Expression {
    if (this.word !== undefined) return this.named(this.word);
    if (this.number !== undefined) return this.literalNumber(1);
    if (this.sign === '"') return this.text();
    if (this.skip("-")) return this.literalNumber(-1);
    if (this.skip("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.skip("[")) return { kind: "list", items: this.sequence("]") };
    if (this.skip("{")) return this.object();
    throw new Unreadable();
  }

  private named(word: string): Expression {
    this.next();
    if (word === "for") throw new Unreadable();
    if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
    if (word === "null") return { kind: "literal", value: null };
    if (this.skip("(")) return { kind: "call", name: word, arguments: this.sequence(")") };
    return { kind: "path", root: word, steps: this.steps() };
  }

  private steps(): Expression[] {
    const steps: Expression[] = [];
    for (;;) {
      if (this.skip(".")) {
        const value = this.word ?? (this.number === undefined ? undefined : Number(this.number));
        if (value === undefined) throw new Unreadable();
        steps.push({ kind: "literal", value });
        this.next();
      } else if (this.skip("[")) {
        steps.push(this.expression());
        this.expect("]");
      } else return steps;
    }
  }

  private sequence(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.skip(end)) {
      items.push(this.expression());
      if (!this.skip(",")) {
        this.expect(end);
        break;
      }
    }
    return items;
  }

  /** Entries end with a comma or a line break. */
  private object(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.skip("}")) {
      const key = this.key();
      if (!this.skip("=")) this.expect(":");
      entries.push([key, this.expression()]);
      this.skip(",");
    }
    return { kind: "object", entries };
  }

  private key(): Expression {
    const { word } = this;
    if (word === undefined) return this.value();
    if (word === "for") throw new Unreadable();
    this.next();
    return { kind: "literal", value: word };
  }

  private text(): Expression {
    const end = stringEnd(this.source, this.at);
    if (end < 0) throw new Unreadable();
    const parts = splitTemplate(this.source.slice(this.at, end));
    if (!parts) throw new Unreadable();
    this.at = end + 1;
    this.next();
    const template = parts.map((part) => ("text" in part ? readEscapes(part.text) : `\${${part.expression}}`)).join("");
    return parts.some((part) => "expression" in part)
      ? { kind: "template", template }
      : { kind: "literal", value: template };
  }

  private literalNumber(factor: number): Expression {
    const value = Number(this.number) * factor;
    if (this.number === undefined) throw new Unreadable();
    this.next();
    return { kind: "literal", value };
  }

  private expect(sign: string): void {
    if (!this.skip(sign)) throw new Unreadable();
  }

  private skip(sign: string): boolean {
    if (this.sign !== sign) return false;
    this.next();
    return true;
  }

  private next(): void {
    TOKEN.lastIndex = this.at;
    const match = TOKEN.exec(this.source);
    [, this.word, this.number, this.sign] = match ?? [];
    if (match) {
      this.at = TOKEN.lastIndex;
      return;
    }
    LINE_END.lastIndex = this.at;
    if (!LINE_END.test(this.source)) throw new Unreadable();
    this.at = this.source.length;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function readEscapes(text: string): string {
  return text.includes("\\")
    ? text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (whole, code, character) =>
        code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[character] ?? whole),
      )
    : text;
}
