import { credentialsIn } from "../../facts/credential-forms";
import { isObject, type Json } from "../model";

/** A plaintext secret; `what` never contains its value. */
export interface SecretText {
  /** Path to the attribute, separated by dots. */
  readonly path: string;
  readonly what: string;
}

/** A value under such a name is a password, even a weak one. */
const PASSWORD_NAME = /(password|passwd|passphrase|(^|_)pwd)$/;
/** These names hold secrets or names of secrets; only values that look random count. */
const SECRET_NAME = /(^|_)(secret|token|api_?key|access_?key|secret_?key|private_?key|encryption_?key|fernet_?key)$/;
const ANY_NAME = /pass|pwd|secret|token|key/i;

/** Placeholders for a value that is filled in elsewhere. */
const PLACEHOLDER =
  /\$[({\w]|\{\{|^<.*>$|^%|^\*+$|^(true|false|null|none|~)$|^(arn|vault|ref\+\w+|secret):|^projects\//i;

const ASSIGNMENT = /^[ \t]*(?:- )?(?:export |ENV )?["']?([\w.-]{1,80})["']?[ \t]*[:=][ \t]*["']?([^\s"'#;,]{1,400})/gm;

/** Finds secrets in a resource body, including JSON, YAML and scripts inside its strings. */
export function findSecretTexts(body: Json): SecretText[] {
  const found = new Map<string, SecretText>();
  const add = (path: string, what: string) => found.set(`${path}|${what}`, { path, what });
  visit(body, "", add);
  return [...found.values()];
}

type Add = (path: string, what: string) => void;

function visit(value: Json, path: string, add: Add): void {
  if (typeof value === "string") {
    visitText(value, path, add);
  } else if (Array.isArray(value)) {
    for (const item of value) visit(item, path, add);
  } else if (isObject(value)) {
    // Environment variables and chart values: { name, value }.
    if (typeof value.name === "string" && typeof value.value === "string") {
      judgeNamed(value.name, value.value, path === "" ? "value" : path, add);
    }
    for (const [name, child] of Object.entries(value)) {
      const below = path === "" ? name : `${path}.${name}`;
      if (typeof child === "string") judgeNamed(name, child, below, add);
      visit(child, below, add);
    }
  }
}

function visitText(written: string, path: string, add: Add): void {
  const text = path.includes("user_data") ? decoded(written) : written;
  for (const what of credentialsIn(text)) add(path, what);
  if (!ANY_NAME.test(text)) return;
  const document = /^\s*[[{]/.test(text) ? parse(text) : undefined;
  if (document !== undefined) {
    visitNames(document, path, add);
    return;
  }
  for (const [, name = "", value = ""] of text.matchAll(ASSIGNMENT)) judgeNamed(name, value, path, add);
}

/** Known secret formats were already found in the text; this checks the names inside. */
function visitNames(value: Json, path: string, add: Add): void {
  if (Array.isArray(value)) {
    for (const item of value) visitNames(item, path, add);
  } else if (isObject(value)) {
    if (typeof value.name === "string" && typeof value.value === "string")
      judgeNamed(value.name, value.value, path, add);
    for (const [name, child] of Object.entries(value)) {
      if (typeof child === "string") judgeNamed(name, child, path, add);
      else visitNames(child, path, add);
    }
  }
}

function judgeNamed(name: string, value: string, path: string, add: Add): void {
  if (!ANY_NAME.test(name) || value === "" || PLACEHOLDER.test(value)) return;
  const plain = snakeCase(name);
  if (PASSWORD_NAME.test(plain) || (SECRET_NAME.test(plain) && looksRandom(value))) add(path, name);
}

/** `adminPassword`, `DB-PASSWORD` and `/prod/db/password` all end in `_password`. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
}

/** Names and addresses use few kinds of characters, or words; keys use many kinds, or are hexadecimal. */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || /\s|:\/\//.test(value)) return false;
  if (/^[0-9a-f]{32,}$/i.test(value)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  return kinds === 3 && bitsPerCharacter(value) >= 3.5;
}

/** Shannon entropy. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / value.length;
    return bits - share * Math.log2(share);
  }, 0);
}

function decoded(text: string): string {
  const packed = text.replaceAll(/\s/g, "");
  return /^[A-Za-z0-9+/]{24,}={0,2}$/.test(packed) ? Buffer.from(packed, "base64").toString("utf8") : text;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
