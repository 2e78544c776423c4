import type { Fault } from "../problems/fault";
import { InputError, type Problem } from "../problems/problem";
import { applyDefaults, resolve } from "./apply-defaults";
import { checkStructure } from "./check-structure";
import { checkAlerts } from "./checks/check-alerts";
import { checkDatabase } from "./checks/check-database";
import { checkLogRetention } from "./checks/check-log-retention";
import { checkMaintenanceWindow } from "./checks/check-maintenance-window";
import { checkModels } from "./checks/check-models";
import { checkNames } from "./checks/check-names";
import { checkNetwork } from "./checks/check-network";
import { checkNodePools } from "./checks/check-node-pools";
import { checkPlacement } from "./checks/check-placement";
import { checkPlatform } from "./checks/check-platform";
import { checkSecrets } from "./checks/check-secrets";
import { checkTeardown } from "./checks/check-teardown";
import { checkTogether } from "./checks/check-together";
import { checkVersions } from "./checks/check-versions";
import type { Environment, EnvironmentInput } from "./environment";
import { keepValid, type Partially } from "./keep-valid";
import { toPlain } from "./plain";
import { TIERS } from "./tiers";

/** What one environment file exports. */
export interface EnvironmentSource {
  /** Where it is from, as reports name it. */
  readonly source: string;
  /** The exported value; anything at all. */
  readonly input: unknown;
}

/**
 * What an environment is read for: to be deployed, or to be compared with. What was deployed may break demands that came
 * later, and the change that meets them has to be reviewable.
 */
export type Purpose = "deploy" | "compare";

/**
 * The door: everything behind it sees valid, complete, frozen environments.
 * @param today day of the check, `YYYY-MM-DD`; decides which versions are out of support
 * @throws InputError with every problem of every source
 */
export function parseEnvironments(
  sources: readonly EnvironmentSource[],
  today: string,
  purpose: Purpose = "deploy",
): readonly Environment[] {
  const read = sources.map(({ source, input }) => ({ source, ...readOne(input, today, purpose) }));
  const problems: Problem[] = [
    ...read.flatMap(({ source, faults }) => faults.map((fault) => ({ source, ...fault }))),
    ...checkTogether(read),
  ];
  if (problems.length > 0) throw new InputError(problems);
  return read.map(({ plain, source }) => freeze({ ...resolve(plain as EnvironmentInput), source }));
}

interface ReadEnvironment {
  readonly plain: unknown;
  readonly environment: Partially<Environment>;
  readonly faults: readonly Fault[];
}

function readOne(input: unknown, today: string, purpose: Purpose): ReadEnvironment {
  const { value: plain, obstacles } = toPlain(input);
  const valid = keepValid(plain);
  const environment = applyDefaults(valid, valid.tier && TIERS[valid.tier]);
  const faults = [
    ...obstacles.map(({ path, found }) => ({
      path,
      found,
      expected: "plain data: texts, numbers, true, false, lists and blocks",
      remedy: "Write the value itself.",
    })),
    ...checkStructure(plain),
    ...checkSecrets(plain),
    ...checkNetwork(environment),
    ...checkPlacement(environment),
    ...checkMaintenanceWindow(environment),
    ...checkNodePools(environment),
    ...checkDatabase(environment),
    ...checkLogRetention(environment),
    ...checkTeardown(environment, today),
    ...checkNames(environment),
    ...checkModels(environment),
    ...(purpose === "deploy" ? demandsOfToday(environment, today) : []),
  ];
  return { plain, environment, faults };
}

/** What is right one day and refused another: support ends, and production has to have more. */
function demandsOfToday(environment: Partially<Environment>, today: string): readonly Fault[] {
  return [...checkVersions(environment, today), ...checkPlatform(environment, today), ...checkAlerts(environment)];
}

function freeze<Type>(value: Type): Type {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) freeze(item);
  }
  return value;
}
