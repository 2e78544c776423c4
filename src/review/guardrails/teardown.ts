import type { Finding } from "./finding";
import type { Rule } from "./rule";
import { protectionKept } from "./rules/change-safety/protection-kept";
import { databaseFinalSnapshot } from "./rules/reliability/database-final-snapshot";
import { deletionProtection } from "./rules/reliability/deletion-protection";
import { secretRecoveryWindow } from "./rules/reliability/secret-recovery-window";
import type { Waiver } from "./waiver";

/** An environment that is about to be destroyed intentionally. */
export interface Teardown {
  readonly reason: string;
  /** E-mail address of the person responsible. */
  readonly owner: string;
  /** Last day on which it is valid, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Only the rules that prevent an environment from being destroyed. */
const RELAXED: readonly Rule[] = [databaseFinalSnapshot, deletionProtection, protectionKept, secretRecoveryWindow];

type TeardownRule = Pick<Rule, "id" | "title" | "severity" | "area" | "remedy" | "enforcement">;

const teardownStated: TeardownRule = {
  id: "teardown-stated",
  title: "Environments being torn down are reported",
  severity: "medium",
  area: "change-safety",
  remedy: "Destroy the environment, or remove the teardown and deploy: that restores the protection.",
  enforcement: { dev: "advisory", staging: "advisory", prod: "advisory" },
};

const teardownExpired: TeardownRule = {
  id: "teardown-expired",
  title: "Teardowns expire",
  severity: "high",
  area: "change-safety",
  remedy:
    "Remove the teardown and deploy: that restores the protection; or extend it with a reason that still applies.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
};

/** What a teardown does to findings. */
export interface TeardownEffect {
  /** What it accepts, as waivers: every report shows their owner, reason and expiry date. */
  readonly accepted: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** The finding about the teardown itself. */
  readonly about: { readonly rule: TeardownRule; readonly message: string };
}

export function teardownEffect(
  { reason, owner, expires }: Teardown,
  failures: readonly Finding[],
  today: string,
): TeardownEffect {
  if (expires < today) {
    const message = `The teardown of ${owner} was valid until ${expires}: ${reason}`;
    return { accepted: [], about: { rule: teardownExpired, message } };
  }
  const waivers = new Map(
    RELAXED.map(({ id }) => [id, { rule: id, resource: "*", reason: `Teardown: ${reason}`, owner, expires }]),
  );
  return {
    accepted: failures.flatMap((finding) => {
      const waiver = waivers.get(finding.rule.id);
      return waiver ? [{ finding, waiver }] : [];
    }),
    about: { rule: teardownStated, message: `${owner} will tear this environment down by ${expires}: ${reason}` },
  };
}
