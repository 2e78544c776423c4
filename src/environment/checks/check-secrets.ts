import type { Fault } from "../../problems/fault";
import { join } from "../plain";
import { credentialIn, masked, namesSecret } from "../secrets";

/** Finds secrets in plain text anywhere in the file; the secret itself is never shown. */
export function checkSecrets(value: unknown): Fault[] {
  return search(value, "", false);
}

/** `promised`: a parent key's name indicates a secret. */
function search(value: unknown, path: string, promised: boolean): Fault[] {
  if (typeof value === "string" || typeof value === "number") return secretFault(String(value), path, promised);
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, join(path, index), promised));
  return Object.entries(value).flatMap(([key, item]) => [
    ...secretFault(key, join(path, key), false),
    ...search(item, join(path, key), (promised && !refersTo(path)) || namesSecret(key) || isValueOfSecret(key, value)),
  ]);
}

/** The value of an environment variable whose name indicates a secret: `{ name: "API_TOKEN", value: … }`. */
function isValueOfSecret(key: string, block: object): boolean {
  return key === "value" && "name" in block && typeof block.name === "string" && namesSecret(block.name);
}

/** A block of External Secrets under such a key refers to the secret: `serviceAccountToken: { serviceAccountRef: … }`. */
function refersTo(path: string): boolean {
  return path.startsWith("cloud.secretStore.provider.");
}

function secretFault(text: string, path: string, promised: boolean): Fault[] {
  const kind = credentialIn(text) ?? (promised && text !== "" ? "a secret" : undefined);
  if (kind === undefined) return [];
  return [
    {
      path,
      found: masked(kind, text),
      expected: "no secret in plain text",
      remedy:
        "Revoke it, remove it from the file and from the repository's history, and put the new one into the cloud's secret store.",
    },
  ];
}
