import type { JsonObject, Resource, ResourceGraph } from "../model";

export type Severity = "critical" | "high" | "medium" | "low";

export type Area = "security" | "cost" | "reliability" | "reproducibility" | "change-safety";

/** `mandatory` findings fail the review, `advisory` ones are shown. */
export type Enforcement = "mandatory" | "advisory";

/** How strict a review is. The tiers of an environment; code that names none is reviewed as `prod`. */
export type Strictness = "dev" | "staging" | "prod";

/** A rule's answer for one resource; `undecided` when only Terraform knows a value that the answer needs. */
export type Outcome =
  | { readonly kind: "pass" }
  | { readonly kind: "fail"; readonly message: string; readonly attribute?: string }
  | { readonly kind: "undecided"; readonly reason: string; readonly attribute?: string };

/** Everything that a rule may look at besides the resource: no clock, no file, no network. */
export interface RuleContext {
  readonly graph: ResourceGraph;
  readonly strictness: Strictness;
  /** The day of the review, `YYYY-MM-DD`; decides what is out of support. */
  readonly today: string;
}

/** Where a reviewer of another tool finds the same demand. */
export interface Equivalents {
  /** `CKV_AWS_145`: https://www.checkov.io/5.Policy%20Index/terraform.html */
  readonly checkov?: readonly string[];
  /** `AwsSolutions-S1`: https://github.com/cdklabs/cdk-nag/blob/main/RULES.md */
  readonly cdkNag?: readonly string[];
  /** Benchmark, its version and the recommendation: `AWS 3.0.0 2.1.1`, `GCP 3.0.0 5.1`, `EKS 1.5.0 5.4.2`. */
  readonly cis?: readonly string[];
}

/** One guardrail: what it demands, why, how to mend it, and code that passes and fails. */
export interface Rule {
  /** Kebab case; also the name of the file, of the documentation page and of the rule in every report. */
  readonly id: string;
  /** The demand in one line: "S3 buckets block public access". */
  readonly title: string;
  /** What happens to somebody who ignores it. */
  readonly why: string;
  /** The change that mends it, in Terraform's words. */
  readonly remedy: string;
  readonly severity: Severity;
  readonly area: Area;
  readonly enforcement: Readonly<Record<Strictness, Enforcement>>;
  /** Source of the demand. */
  readonly link: string;
  /** The same demand in other catalogues, where they make it: rule ids of checkov, cdk-nag and the CIS benchmarks. */
  readonly equivalents?: Equivalents;
  /** Types of the resources that the rule looks at: Terraform's, `kubernetes/<kind>` for manifests, `*` for all. */
  readonly resourceTypes: readonly string[];
  /**
   * What the rule is about: what will be there, or what a plan does (deletions included).
   * @default "resource"
   */
  readonly on?: "resource" | "change";
  /**
   * Answers for one resource; one outcome per fault, so that waivers stay narrow. An empty list: the rule doesn't
   * apply to this resource.
   */
  readonly check: (resource: Resource, context: RuleContext) => readonly Outcome[];
  /** Terraform JSON that the rule accepts and refuses; the tests run both, the documentation shows both. */
  readonly examples: { readonly pass: JsonObject; readonly fail: JsonObject };
}
