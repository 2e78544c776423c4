import type { Fault } from "../../problems/fault";
import { join } from "../plain";
import { credentialIn, masked, namesSecret } from "../secrets";

/** Secrets that stand in the file in plain text, wherever they are; what is found is never shown. */
export function checkSecrets(value: unknown): Fault[] {
  return search(value, "", false);
}

/** `promised`: a key above the value says that it is a secret. */
function search(value: unknown, path: string, promised: boolean): Fault[] {
  if (typeof value === "string" || typeof value === "number") return secretFault(String(value), path, promised);
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, join(path, index), promised));
  return Object.entries(value).flatMap(([key, item]) => [
    ...secretFault(key, join(path, key), false),
    ...search(item, join(path, key), promised || namesSecret(key)),
  ]);
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
        "Take it out of the file and out of the history of the repository, revoke it, and put its successor into the cloud's secret store.",
    },
  ];
}
