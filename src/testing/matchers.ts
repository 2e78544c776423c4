import type { Rule } from "../review";
import { type CompliancePolicy, describeFindings, type Reviewable, violations, violationsOf } from "./comply";

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Guardrails as matchers for Jest and Vitest.
 * @example expect.extend(matchers); expect(stack).toComplyWith({ strictness: "prod" });
 */
export const matchers = {
  /** No mandatory finding of any rule. */
  toComplyWith(code: Reviewable, policy?: CompliancePolicy): MatcherResult {
    const found = violations(code, policy);
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? "Expected a mandatory finding, but there is none."
          : `${found.length} mandatory ${found.length === 1 ? "finding" : "findings"}:\n\n${describeFindings(found)}`,
    };
  },

  /** No finding of one rule, given as its id or the rule itself; advisory findings count too. */
  toPassRule(code: Reviewable, rule: Rule | string, policy?: CompliancePolicy): MatcherResult {
    const found = violationsOf(rule, code, policy);
    const id = typeof rule === "string" ? rule : rule.id;
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? `Expected a finding of ${id}, but there is none.`
          : `${id} fails ${found.length} times:\n\n${describeFindings(found)}`,
    };
  },
};
