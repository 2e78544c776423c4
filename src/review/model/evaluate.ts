import { type Expression, parseExpression } from "./expression";
import { FUNCTIONS, REARRANGING } from "./functions";
import { isObject, type Json, MAX_DEPTH, textFrom, valueAt } from "./json";
import { isPlain, splitTemplate, templateOf, textOf, wholeExpression } from "./template";

/** The value of a name, as a template; `undefined`: only Terraform knows. */
export type Scope = (path: Path) => Json | undefined;

/** `["local", "tags", "owner"]` for `local.tags.owner`. */
export type Path = readonly (string | number)[];

/** More than real code needs, but small enough that values can't exhaust memory. */
const MAX_CHARACTERS = 20_000_000;

/** Nesting of templates in expressions: more than real code needs, and within JavaScript's stack limit. */
const MAX_NESTING = 200;

/** More than real code needs; JavaScript has a limit too. */
const MAX_ARGUMENTS = 1000;

/**
 * Evaluates what can be evaluated without Terraform. Values are templates before and after: unknown values stay
 * expressions, with known names replaced.
 */
export class Evaluator {
  private readonly parsed = new Map<string, Expression | undefined>();
  private charactersLeft = MAX_CHARACTERS;
  private nesting = 0;

  /** Resets the size budget; for evaluations whose values aren't kept. */
  renew(): void {
    this.charactersLeft = MAX_CHARACTERS;
  }

  /** The value with every possible expression evaluated; the same value if there is none. */
  evaluate(value: Json, scope: Scope): Json {
    if (typeof value === "string") return value.includes("${") ? this.template(value, scope) : value;
    if (Array.isArray(value)) {
      const items = value.map((item) => this.evaluate(item, scope));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, this.evaluate(item, scope)] as const);
    return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
  }

  private template(template: string, scope: Scope): Json {
    if (this.nesting > MAX_NESTING) return template;
    this.nesting += 1;
    const value = this.parts(template, scope);
    this.nesting -= 1;
    return value;
  }

  private parts(template: string, scope: Scope): Json {
    const parts = splitTemplate(template);
    const [only] = parts ?? [];
    if (!parts) return template;
    if (parts.length === 1 && only && "expression" in only) return this.source(only.expression, scope);
    const texts = parts.map((part) => ("text" in part ? part.text : inText(this.source(part.expression, scope))));
    return this.charged(texts.join("")) ?? template;
  }

  private source(source: string, scope: Scope): Json {
    if (!this.parsed.has(source)) this.parsed.set(source, parseExpression(source));
    const expression = this.parsed.get(source);
    return expression ? this.expression(expression, scope) : `\${${this.withLocals(source, scope)}}`;
  }

  /** The expression isn't evaluated here, but the references in its locals are kept. */
  private withLocals(source: string, scope: Scope): string {
    return source.replaceAll(/(?<![\w.])local\.([A-Za-z_][\w-]*)/g, (name, key) => {
      const value = this.charged(scope(["local", key]));
      return value === undefined ? name : sourceOf(value);
    });
  }

  private expression(expression: Expression, scope: Scope): Json {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "template":
        return this.template(expression.template, scope);
      case "list":
        return expression.items.map((item) => this.expression(item, scope));
      case "object":
        return this.object(expression, scope);
      case "path":
        return this.path(expression, scope);
      case "call":
        return this.call(expression, scope);
      case "operation":
        return this.operation(expression, scope);
    }
  }

  private object({ entries }: Expression & { kind: "object" }, scope: Scope): Json {
    return Object.fromEntries(
      entries.map(([key, value]) => [textFrom(this.expression(key, scope)), this.expression(value, scope)]),
    );
  }

  private path({ root, steps }: Expression & { kind: "path" }, scope: Scope): Json {
    const values = steps.map((step) => this.expression(step, scope));
    const known = values.every((value) => typeof value === "number" || (typeof value === "string" && isPlain(value)));
    const value = known ? scope([root, ...(values as (string | number)[])]) : undefined;
    if (value === undefined) return `\${${root}${values.map(stepSource).join("")}}`;
    return this.charged(value) ?? `\${${root}${values.map(stepSource).join("")}}`;
  }

  private call({ name, arguments: operands }: Expression & { kind: "call" }, scope: Scope): Json {
    const values = operands.map((operand) => this.expression(operand, scope));
    return this.charged(apply(name, values)) ?? `\${${name}(${values.map(sourceOf).join(", ")})}`;
  }

  private operation({ operator, operands }: Expression & { kind: "operation" }, scope: Scope): Json {
    const [first = null, ...rest] = operands.map((operand) => this.expression(operand, scope));
    const value = isKnown(first) ? operate(operator, first, rest) : undefined;
    if (value !== undefined) return value;
    const [second = null, third = null] = rest.map(sourceOf);
    if (operator === "?") return `\${${sourceOf(first)} ? ${second} : ${third}}`;
    return operator === "!" ? `\${!${sourceOf(first)}}` : `\${${sourceOf(first)} ${operator} ${second}}`;
  }

  /** The value, unless the size budget is exceeded. */
  private charged<Value extends Json>(value: Value | undefined): Value | undefined {
    if (value !== undefined) this.charactersLeft -= sizeOf(value, this.charactersLeft);
    return this.charactersLeft < 0 ? undefined : value;
  }
}

/** Whether a value contains no expressions. */
export function isKnown(value: Json): boolean {
  if (typeof value === "string") return isPlain(value);
  return (
    typeof value !== "object" ||
    value === null ||
    Object.entries(value).every(([key, item]) => isPlain(key) && isKnown(item))
  );
}

/** The value at a key; below an expression everything is an expression. */
export function valueBelow(value: Json | undefined, [step, ...rest]: Path): Json | undefined {
  if (step === undefined || value === undefined) return value;
  if (typeof value === "string") {
    const expression = wholeExpression(value);
    return expression === undefined ? undefined : `\${${expression}${[step, ...rest].map(stepSource).join("")}}`;
  }
  if (Array.isArray(value)) return valueBelow(value[Number(step)], rest);
  return isObject(value) ? valueBelow(valueAt(value, String(step)), rest) : undefined;
}

function apply(name: string, values: readonly Json[]): Json | undefined {
  if (values.length > MAX_ARGUMENTS) return undefined;
  if (Object.hasOwn(REARRANGING, name)) return REARRANGING[name]?.(...values);
  if (!Object.hasOwn(FUNCTIONS, name) || !values.every(isKnown)) return undefined;
  const result = FUNCTIONS[name]?.(...values.map(plain));
  return result === undefined ? undefined : templated(result);
}

function operate(operator: string, first: Json, [second = null, third = null]: readonly Json[]): Json | undefined {
  if (operator === "?") return isTrue(first) ? second : isFalse(first) ? third : undefined;
  if (operator === "!") return isTrue(first) ? false : isFalse(first) ? true : undefined;
  if (operator === "&&" && isFalse(first)) return false;
  if (operator === "||" && isTrue(first)) return true;
  if (!isKnown(second)) return undefined;
  if (operator === "==") return equal(first, second);
  if (operator === "!=") return !equal(first, second);
  return isTrue(second) ? true : isFalse(second) ? false : undefined;
}

function equal(first: Json, second: Json): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function isTrue(value: Json): boolean {
  return value === true || value === "true";
}

function isFalse(value: Json): boolean {
  return value === false || value === "false";
}

/** A value as part of a longer text. */
function inText(value: Json): string {
  if (typeof value === "string") return value;
  return typeof value === "object" ? `\${${sourceOf(value)}}` : String(value);
}

/** The expression for this value. */
function sourceOf(value: Json): string {
  if (typeof value === "string") return wholeExpression(value) ?? quoted(value);
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(", ")}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)} = ${sourceOf(item)}`)
    .join(", ")}}`;
}

function quoted(template: string): string {
  const parts = splitTemplate(template) ?? [{ text: templateOf(template) }];
  const texts = parts.map((part) =>
    "text" in part ? JSON.stringify(part.text).slice(1, -1) : `\${${part.expression}}`,
  );
  return `"${texts.join("")}"`;
}

function stepSource(step: Json): string {
  if (typeof step === "string" && /^[A-Za-z_][\w-]*$/.test(step)) return `.${step}`;
  return `[${sourceOf(step)}]`;
}

function plain(value: Json): Json {
  return mapTexts(value, textOf);
}

function templated(value: Json): Json {
  return mapTexts(value, templateOf);
}

function mapTexts(value: Json, map: (text: string) => string): Json {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [map(key), mapTexts(item, map)]));
}

/** The number of characters of a value, counted up to `limit`; values nested too deep count as over the limit. */
function sizeOf(value: Json, limit: number, depth = 0): number {
  if (typeof value === "string") return value.length + 1;
  if (typeof value !== "object" || value === null) return 1;
  if (depth > MAX_DEPTH) return limit + 1;
  let size = 1;
  for (const [key, item] of Object.entries(value)) {
    size += key.length + sizeOf(item, limit - size, depth + 1);
    if (size > limit) break;
  }
  return size;
}
