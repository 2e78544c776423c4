import type { Json, JsonObject } from "../model";
import { listIn, objectIn, objectsIn, textsIn } from "./kubernetes/manifest";

type Labels = Readonly<Record<string, string>>;

/**
 * The receivers that an alert reaches under an Alertmanager configuration: the routes that match it, from the top down,
 * the first of each level unless it continues. https://prometheus.io/docs/alerting/latest/configuration/#route
 */
export function receiversOf(config: JsonObject, labels: Labels): readonly string[] {
  return walk(objectIn(config, "route"), labels, "");
}

/** Whether a receiver sends anything anywhere. https://prometheus.io/docs/alerting/latest/configuration/#receiver */
export function notifies(config: JsonObject, receiver: string): boolean {
  return objectsIn(config, "receivers")
    .filter(({ name }) => name === receiver)
    .some((block) => Object.keys(block).some((key) => /_configs?$/.test(key) && listIn(block, key).length > 0));
}

function walk(route: JsonObject, labels: Labels, inherited: string): string[] {
  const receiver = typeof route.receiver === "string" ? route.receiver : inherited;
  const found: string[] = [];
  for (const child of objectsIn(route, "routes")) {
    if (!matches(child, labels)) continue;
    found.push(...walk(child, labels, receiver));
    if (child.continue !== true) break;
  }
  return found.length > 0 ? found : [receiver];
}

function matches(route: JsonObject, labels: Labels): boolean {
  return (
    textsIn(route, "matchers").every((matcher) => holds(matcher, labels)) &&
    Object.entries(objectIn(route, "match")).every(([name, value]) => compare(labels[name], "=", value)) &&
    Object.entries(objectIn(route, "match_re")).every(([name, value]) => compare(labels[name], "=~", value))
  );
}

const MATCHER = /^\s*"?([^\s"=!~]+)"?\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/s;

/** `severity =~ "critical|warning"`; several may be in braces. A matcher that cannot be parsed matches nothing. */
function holds(text: string, labels: Labels): boolean {
  const matchers = text.trim().startsWith("{") ? text.trim().slice(1, -1).split(",") : [text];
  return matchers.every((matcher) => {
    const [, name = "", operator = "", value = ""] = MATCHER.exec(matcher) ?? [];
    return operator !== "" && compare(labels[name], operator, value);
  });
}

/** A label missing from an alert counts as empty. */
function compare(label = "", operator: string, value: Json | undefined): boolean {
  const text = String(value);
  if (operator === "=") return label === text;
  if (operator === "!=") return label !== text;
  const pattern = anchored(text);
  return pattern !== undefined && pattern.test(label) === (operator === "=~");
}

function anchored(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}
