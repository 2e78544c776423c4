import type { Json } from "./json";

/** A deviation from Terraform's formats. */
export interface ShapeFault {
  /** Location, e.g. `resource.aws_vpc.main`; empty for the whole document. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** The kind of a value, for messages. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
