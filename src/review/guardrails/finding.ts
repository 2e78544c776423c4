import type { Enforcement, Rule } from "./rule";

/** A rule's verdict on a resource, unless it passes. */
export interface Finding {
  readonly rule: Pick<Rule, "id" | "title" | "severity" | "area" | "remedy">;
  readonly kind: "fail" | "undecided";
  readonly enforcement: Enforcement;
  readonly stack: string;
  readonly address: string;
  readonly constructPath: string | undefined;
  /** The attribute at fault, if any. */
  readonly attribute: string | undefined;
  readonly message: string;
}
