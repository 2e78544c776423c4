import { Fn } from "../../framework/terraform";
import type { Json, JsonObject } from "./json";

/**
 * JSON (and so YAML) text for a provider's string argument. Keys are sorted, so that a plan changes only with the
 * content. Terraform encodes a value that only it knows, so that quotes or line breaks in it don't break the text;
 * inside a longer string it is inserted unchanged, which is safe for the names and addresses used there. A literal `${`
 * of ours is not a Terraform expression.
 */
export function renderJson(value: Json): string {
  if (typeof value === "string") return renderText(value);
  if (Array.isArray(value)) return `[${value.map(renderJson).join(",")}]`;
  if (typeof value === "object" && value !== null) return renderObject(value as JsonObject);
  return JSON.stringify(value);
}

const WHOLE_TOKEN = /^\$\{TfToken\[[^\]]+\]\}$/;

function renderText(value: string): string {
  if (WHOLE_TOKEN.test(value)) return Fn.jsonencode(value);
  // As functions: in a replacement string, `$$` means one dollar sign.
  return JSON.stringify(value)
    .replaceAll(/\$\{(?!TfToken\[)/g, () => "$${")
    .replaceAll("%{", () => "%%{");
}

function renderObject(value: JsonObject): string {
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const item = value[key];
      return item === undefined ? [] : [`${JSON.stringify(key)}:${renderJson(item)}`];
    });
  return `{${members.join(",")}}`;
}
