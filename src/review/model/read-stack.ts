import type { JsonObject } from "./json";
import { shapeFaults } from "./shape";
import type { Stack, TerraformCode } from "./stack";
import { readCode } from "./terraform-code";
import { isPlan, readPlan } from "./terraform-plan";

/**
 * Reads one stack.
 * @throws Error if it can't be read completely, because unread parts would pass
 */
export function readStack(code: TerraformCode): Stack {
  const json = code.json as JsonObject;
  const [fault] = shapeFaults(json);
  if (fault) throw new Error(`${code.name}: ${fault.path}: found ${fault.found}, expected ${fault.expected}`);
  return isPlan(json) ? readPlan(code.name, json) : readCode(code.name, json);
}
