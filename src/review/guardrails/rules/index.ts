import type { Rule } from "../rule";
import { CHANGE_SAFETY_RULES } from "./change-safety-rules";
import { COST_RULES } from "./cost-rules";
import { RELIABILITY_RULES } from "./reliability-rules";
import { REPRODUCIBILITY_RULES } from "./reproducibility-rules";
import { SECURITY_RULES } from "./security-rules";

/** Every rule, by area. */
export const RULES: readonly Rule[] = [
  ...CHANGE_SAFETY_RULES,
  ...COST_RULES,
  ...RELIABILITY_RULES,
  ...REPRODUCIBILITY_RULES,
  ...SECURITY_RULES,
];
