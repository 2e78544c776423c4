import type { Finding } from "./finding";
import type { Rule } from "./rule";
import type { Waiver } from "./waiver";

/** An environment that is about to be destroyed, on purpose. */
export interface Teardown {
  readonly reason: string;
  /** Who answers for it: an e-mail address. */
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** The rules that keep an environment from being destroyed, and no others. */
const RELAXED: ReadonlySet<string> = new Set([
  "database-final-snapshot",
  "deletion-protection",
  "protection-kept",
  "secret-recovery-window",
]);

type TeardownRule = Pick<Rule, "id" | "title" | "severity" | "area" | "remedy" | "enforcement">;

const teardownStated: TeardownRule = {
  id: "teardown-stated",
  title: "An environment that is being taken down is seen by everyone",
  severity: "medium",
  area: "change-safety",
  remedy: "Destroy the environment, or remove the teardown and deploy: that restores the protection.",
  enforcement: { dev: "advisory", staging: "advisory", prod: "advisory" },
};

const teardownExpired: TeardownRule = {
  id: "teardown-expired",
  title: "A teardown holds until its day and no longer",
  severity: "high",
  area: "change-safety",
  remedy: "Remove the teardown and deploy: that restores the protection; or extend it with a reason that still holds.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
};

/** What a teardown does to findings. */
export interface TeardownEffect {
  /** What it accepts, in the form of waivers: every report shows whose they are, why, and until when. */
  readonly accepted: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Which finding is made of the teardown itself. */
  readonly about: { readonly rule: TeardownRule; readonly message: string };
}

export function teardownEffect(
  { reason, owner, expires }: Teardown,
  failures: readonly Finding[],
  today: string,
): TeardownEffect {
  if (expires < today) {
    const message = `The teardown of ${owner} held until ${expires}: ${reason}`;
    return { accepted: [], about: { rule: teardownExpired, message } };
  }
  const waivers = new Map(
    [...RELAXED].map((rule) => [rule, { rule, resource: "*", reason: `Teardown: ${reason}`, owner, expires }]),
  );
  return {
    accepted: failures.flatMap((finding) => {
      const waiver = waivers.get(finding.rule.id);
      return waiver ? [{ finding, waiver }] : [];
    }),
    about: { rule: teardownStated, message: `${owner} takes this environment down by ${expires}: ${reason}` },
  };
}
