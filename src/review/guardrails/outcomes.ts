import type { Attribute, Json, Resource, ResourceGraph } from "../model";
import type { Enforcement, Outcome, Strictness } from "./rule";

/** Shorthands for the outcomes of a check. */
export const PASS: Outcome = { kind: "pass" };

export function fail(message: string, attribute?: string): Outcome {
  return attribute === undefined ? { kind: "fail", message } : { kind: "fail", message, attribute };
}

export function undecided(attribute: string, expression: string): Outcome {
  return { kind: "undecided", attribute, reason: `${attribute} is ${expression}, which is only known in a plan` };
}

/** Mandatory in every environment. */
export const ALWAYS: Readonly<Record<Strictness, Enforcement>> = {
  dev: "mandatory",
  staging: "mandatory",
  prod: "mandatory",
};

/** Mandatory in staging and production. */
export const FROM_STAGING: Readonly<Record<Strictness, Enforcement>> = {
  dev: "advisory",
  staging: "mandatory",
  prod: "mandatory",
};

/** Mandatory in production only. */
export const IN_PROD: Readonly<Record<Strictness, Enforcement>> = {
  dev: "advisory",
  staging: "advisory",
  prod: "mandatory",
};

/** Never blocks. */
export const ADVICE: Readonly<Record<Strictness, Enforcement>> = {
  dev: "advisory",
  staging: "advisory",
  prod: "advisory",
};

/**
 * Checks one attribute. An unknown value is undecided; an absent one counts as the provider's default.
 * @param accept whether a known value passes
 * @param absent the provider's documented default
 */
export function checkAttribute(
  graph: ResourceGraph,
  resource: Resource,
  path: string,
  accept: (value: Json) => boolean,
  message: (value: Json) => string,
  absent: Json,
): Outcome {
  return checkValue(graph.attribute(resource, path), path, accept, message, absent);
}

/** Like `checkAttribute`, for a value that was taken from one of many blocks. */
export function checkValue(
  attribute: Attribute,
  path: string,
  accept: (value: Json) => boolean,
  message: (value: Json) => string,
  absent: Json,
): Outcome {
  if (attribute.kind === "unknown") return undecided(path, attribute.expression);
  const value = attribute.kind === "absent" ? absent : attribute.value;
  return accept(value) ? PASS : fail(message(value), path);
}

/** For attributes that only have to be set, whatever their value, such as the ARN of a key. */
export function checkPresent(graph: ResourceGraph, resource: Resource, path: string, message: string): Outcome {
  return checkValuePresent(graph.attribute(resource, path), path, message);
}

/** Like `checkPresent`, for a value that was taken from one of many blocks. */
export function checkValuePresent(attribute: Attribute, path: string, message: string): Outcome {
  return isGiven(attribute) ? PASS : fail(message, path);
}

/** Whether it is set; plans write "" and an empty list for unset attributes. */
export function isGiven(attribute: Attribute): boolean {
  if (attribute.kind !== "known") return attribute.kind === "unknown";
  return attribute.value !== "" && !(Array.isArray(attribute.value) && attribute.value.length === 0);
}

/** Terraform accepts "true" as true. */
export function isTrue(value: Json): boolean {
  return value === true || value === "true";
}

export function isOff(value: Json): boolean {
  return !isTrue(value);
}
