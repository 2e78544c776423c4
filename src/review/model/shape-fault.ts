import type { Json } from "./json";

/** Something that can't be Terraform's. */
export interface ShapeFault {
  /** Where, e.g. `resource.aws_vpc.main`; empty for the whole. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** What a value is, in a reader's words. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
