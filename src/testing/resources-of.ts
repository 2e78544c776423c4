import type { SynthesizedStack } from "../framework/synthesize";

/**
 * The synthesized resources of a type, by name, with attributes in Terraform's spelling.
 * @param type e.g. `aws_s3_bucket`
 * @example expect(Object.values(resourcesOf(stack, "aws_s3_bucket"))[0]).toMatchObject({ bucket: "acme-models" });
 */
export function resourcesOf(
  stack: SynthesizedStack,
  type: string,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const resources = stack.json.resource;
  if (!isRecord(resources)) return {};
  const named = resources[type];
  return isRecord(named)
    ? Object.fromEntries(
        Object.entries(named).filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1])),
      )
    : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
