import type { Tier } from "../../facts/tier";
import type { JsonObject, Resource, ResourceGraph } from "../model";

export type Severity = "critical" | "high" | "medium" | "low";

export type Area = "security" | "cost" | "reliability" | "reproducibility" | "change-safety";

/** `mandatory` findings fail the review, `advisory` ones are only shown. */
export type Enforcement = "mandatory" | "advisory";

/** How strict a review is. The tiers of an environment; code without one is reviewed as `prod`. */
export type Strictness = Tier;

/** A rule's answer for one resource; `undecided` if it depends on a value that only Terraform knows. */
export type Outcome =
  | { readonly kind: "pass" }
  | { readonly kind: "fail"; readonly message: string; readonly attribute?: string }
  | { readonly kind: "undecided"; readonly reason: string; readonly attribute?: string };

/** Everything that a rule may use besides the resource: no clock, no files, no network. */
export interface RuleContext {
  readonly graph: ResourceGraph;
  readonly strictness: Strictness;
  /** The day of the review, `YYYY-MM-DD`; determines what is out of support. */
  readonly today: string;
}

/** Equivalent rules in other tools. */
export interface Equivalents {
  /** `CKV_AWS_145`: https://www.checkov.io/5.Policy%20Index/terraform.html */
  readonly checkov?: readonly string[];
  /** `AwsSolutions-S1`: https://github.com/cdklabs/cdk-nag/blob/main/RULES.md */
  readonly cdkNag?: readonly string[];
  /** Benchmark, its version and the recommendation: `AWS 3.0.0 2.1.1`, `GCP 3.0.0 5.1`, `EKS 1.5.0 5.4.2`. */
  readonly cis?: readonly string[];
}

/** One guardrail: what it requires, why, how to fix violations, and examples that pass and fail. */
export interface Rule {
  /** Kebab case; also the name of the file, of the documentation page and of the rule in every report. */
  readonly id: string;
  /** The requirement in one line: "S3 buckets block public access". */
  readonly title: string;
  /** What happens if it is ignored. */
  readonly why: string;
  /** The fix, in Terraform's terms. */
  readonly remedy: string;
  readonly severity: Severity;
  readonly area: Area;
  readonly enforcement: Readonly<Record<Strictness, Enforcement>>;
  /** Source of the requirement. */
  readonly link: string;
  /** The same requirement in other catalogues, if they have it: rule ids of checkov, cdk-nag and the CIS benchmarks. */
  readonly equivalents?: Equivalents;
  /** Types of resources that the rule checks: Terraform's, `kubernetes/<kind>` for manifests, `*` for all. */
  readonly resourceTypes: readonly string[];
  /**
   * What the rule checks: resources as they will be, or the changes in a plan (including deletions).
   * @default "resource"
   */
  readonly on?: "resource" | "change";
  /**
   * Answers for one resource; one outcome per fault, so that waivers stay narrow. An empty list: the rule doesn't
   * apply to this resource.
   */
  readonly check: (resource: Resource, context: RuleContext) => readonly Outcome[];
  /** Terraform JSON that passes and fails the rule; tested and shown in the documentation. */
  readonly examples: { readonly pass: JsonObject; readonly fail: JsonObject };
}
