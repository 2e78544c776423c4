import { Fn } from "../../framework/terraform";
import type { Json, JsonObject } from "./json";

/**
 * JSON (and so YAML) text for a provider's string argument. Keys are sorted, so that a plan changes only with the
 * content. A value that only Terraform knows is encoded by Terraform when it knows it, so that no quote or line end in it
 * breaks the text; inside a longer text it is put as it is, which suits the names and addresses that stand there. A `${`
 * of ours is no expression of Terraform's.
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
  // As functions: in a replacement text, `$$` is one dollar.
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
