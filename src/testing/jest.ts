import type { Rule } from "../review";
import type { CompliancePolicy } from "./comply";
import { matchers } from "./matchers";

declare global {
  namespace jest {
    interface Matchers<R> {
      /** No mandatory finding of any rule; for stacks, synthesized stacks and Terraform JSON. */
      toComplyWith(policy?: CompliancePolicy): R;
      /** No finding of one rule, given as its id or the rule itself. */
      toPassRule(rule: Rule | string, policy?: CompliancePolicy): R;
    }
  }
}

// Importing this file registers the matchers: `import "mlops-constructs/testing/jest"`.
const { expect } = globalThis as { expect?: { extend(added: typeof matchers): void } };
if (!expect) throw new Error("No global expect: import mlops-constructs/testing/jest in a Jest test.");
expect.extend(matchers);
