import { credentialIn, masked } from "./secrets";

const LONGEST = 60;

/** A short description of a value for a report. Strings are quoted, secrets masked, blocks and lists not expanded. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return describeText(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a block";
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  return String(value);
}

function describeText(text: string): string {
  const credential = credentialIn(text);
  if (credential !== undefined) return masked(credential, text);
  return text === "" ? "an empty text" : `"${shorten(text)}"`;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
