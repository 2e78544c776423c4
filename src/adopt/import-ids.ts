import { AWS_IMPORT_IDS } from "./aws-import-ids";
import { GOOGLE_IMPORT_IDS } from "./google-import-ids";
import type { ImportIds } from "./import-id-templates";
import { KUBERNETES_IMPORT_IDS } from "./kubernetes-import-ids";
import type { PlannedCreate } from "./planned-create";

const IMPORT_IDS: ImportIds = { ...AWS_IMPORT_IDS, ...GOOGLE_IMPORT_IDS, ...KUBERNETES_IMPORT_IDS };

/** Whether the import id can be derived from the configuration. */
export function hasImportId(type: string): boolean {
  return Object.hasOwn(IMPORT_IDS, type);
}

/**
 * The import id of a planned resource; `undefined` if its type has none, or if a value is not known yet.
 * @param settings provider settings that apply if the resource does not set them, e.g. `project` and `region`
 */
export function importId(
  { type, values }: PlannedCreate,
  settings: Readonly<Record<string, string>>,
): string | undefined {
  const template = Object.hasOwn(IMPORT_IDS, type) ? IMPORT_IDS[type] : undefined;
  if (template === undefined) return undefined;
  const parts = [...template.matchAll(/\{([^}]+)\}/g)].map(([, path = ""]) => path);
  const known = new Map(parts.map((path) => [path, textAt(values, path) ?? settings[path]]));
  if ([...known.values()].includes(undefined)) return undefined;
  return template.replaceAll(/\{([^}]+)\}/g, (_, path: string) => known.get(path) ?? "");
}

function textAt(values: unknown, path: string): string | undefined {
  const found = path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      values,
    );
  return typeof found === "string" && found !== "" ? found : undefined;
}
