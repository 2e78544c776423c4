import type { Enforcement, Rule } from "./rule";

/** A rule's verdict on a resource that is not a plain pass. */
export interface Finding {
  readonly rule: Pick<Rule, "id" | "title" | "severity" | "area" | "remedy">;
  readonly kind: "fail" | "undecided";
  readonly enforcement: Enforcement;
  readonly stack: string;
  readonly address: string;
  readonly constructPath: string | undefined;
  /** Attribute at fault, where it is one. */
  readonly attribute: string | undefined;
  readonly message: string;
}
