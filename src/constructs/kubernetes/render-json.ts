import { Fn, Token } from "../../framework/terraform";
import type { Json, JsonObject } from "./json";

/**
 * JSON (and so YAML) text for a provider's string argument. Keys are sorted, so that a plan changes only with the
 * content; what only Terraform knows is encoded by Terraform when it knows it, so that no quote or line end in it breaks
 * the text; a `${` of ours is no expression of Terraform's.
 */
export function renderJson(value: Json): string {
  if (typeof value === "string") return renderText(value);
  if (Array.isArray(value)) return `[${value.map(renderJson).join(",")}]`;
  if (typeof value === "object" && value !== null) return renderObject(value as JsonObject);
  return JSON.stringify(value);
}

function renderText(value: string): string {
  if (Token.isUnresolved(value)) return Fn.jsonencode(value);
  // As functions: in a replacement text, `$$` is one dollar.
  return JSON.stringify(value)
    .replaceAll("${", () => "$${")
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
