import { parseAllDocuments } from "yaml";
import { isObject, type Json, MAX_DEPTH, nestsDeeperThan } from "./json";
import { splitTemplate } from "./template";

/**
 * The documents of a YAML or JSON string in Terraform code, such as the values of a Helm release. Terraform expressions
 * are kept: `{"key": ${aws_kms_key.main.arn}}` has the string `${aws_kms_key.main.arn}` as its value.
 * @returns `undefined` if the text can't be read without Terraform
 */
export function readDocuments(template: string): Json[] | undefined {
  const parts = splitTemplate(template);
  if (!parts || (parts.length === 1 && parts[0] && "expression" in parts[0])) return undefined;
  const expressions: string[] = [];
  let text = "";
  for (const part of parts) text += "text" in part ? part.text : mark(expressions.push(part.expression) - 1);
  const documents = readJson(text) ?? readYaml(text);
  if (!documents || nestsDeeperThan(documents, MAX_DEPTH)) return undefined;
  return expressions.length === 0 ? documents : documents.map((document) => restore(document, expressions));
}

/** Unicode private-use characters: no parser gives them a meaning. */
const MARK = /\uE000(\d+)\uE001/g;

function mark(index: number): string {
  return `\uE000${index}\uE001`;
}

/** JSON is also YAML, but parses a hundred times faster. An unquoted expression is quoted first. */
function readJson(text: string): Json[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return [JSON.parse(quoteBareMarks(text))];
  } catch {
    return undefined;
  }
}

function quoteBareMarks(text: string): string {
  if (!text.includes("\uE000")) return text;
  return text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|\uE000\d+\uE001/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

function readYaml(text: string): Json[] | undefined {
  try {
    const documents = parseAllDocuments(text, { merge: true, logLevel: "silent" });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
    // Converted through JSON, so that the result contains only JSON values.
    return JSON.parse(JSON.stringify(documents.map((document) => document.toJS() ?? null)));
  } catch {
    return undefined;
  }
}

function restore(value: Json, expressions: readonly string[]): Json {
  if (typeof value === "string") return restoreText(value, expressions);
  if (Array.isArray(value)) return value.map((item) => restore(item, expressions));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [restoreText(key, expressions), restore(item, expressions)]),
  );
}

function restoreText(text: string, expressions: readonly string[]): string {
  if (!text.includes("\uE000")) return text;
  return text.replaceAll(MARK, (marked, index) => {
    const expression = expressions[Number(index)];
    return expression === undefined ? marked : `\${${expression}}`;
  });
}
