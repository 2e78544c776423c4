import type { Fault } from "../problems/fault";
import { InputError, type Problem } from "../problems/problem";
import { applyDefaults, resolve } from "./apply-defaults";
import { checkStructure } from "./check-structure";
import { checkAlerts } from "./checks/check-alerts";
import { checkDatabase } from "./checks/check-database";
import { checkGit } from "./checks/check-git";
import { checkLogRetention } from "./checks/check-log-retention";
import { checkMaintenanceWindow } from "./checks/check-maintenance-window";
import { checkModels } from "./checks/check-models";
import { checkNames } from "./checks/check-names";
import { checkNetwork } from "./checks/check-network";
import { checkNodePools } from "./checks/check-node-pools";
import { checkOwnServers } from "./checks/check-own-servers";
import { checkPlacement } from "./checks/check-placement";
import { checkPlatform } from "./checks/check-platform";
import { checkSecrets } from "./checks/check-secrets";
import { checkStateNamespace } from "./checks/check-state-namespace";
import { checkTeardown } from "./checks/check-teardown";
import { checkTogether } from "./checks/check-together";
import { checkVersions } from "./checks/check-versions";
import type { CloudEnvironment, Environment } from "./environment";
import type { EnvironmentInput } from "./environment-input";
import { keepValid, type Partially } from "./keep-valid";
import { toPlain } from "./plain";
import { mayBeOnCloud } from "./target";
import { TIERS } from "./tiers";

/** The export of one environment file. */
export interface EnvironmentSource {
  /** The file, as shown in reports. */
  readonly source: string;
  /** The exported value, not validated. */
  readonly input: unknown;
}

/**
 * Why an environment is read: to deploy it, or to compare a change with it. An environment deployed earlier may not
 * meet requirements that were added later, and it must still be possible to review the change that fixes this.
 */
export type Purpose = "deploy" | "compare";

/**
 * Parses and validates all environments. All later code only uses its result: valid, complete, frozen environments.
 * @param today day of the check, `YYYY-MM-DD`; determines which versions are out of support
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
      expected: "plain data: strings, numbers, true, false, lists and blocks",
      remedy: "Replace it with a plain value.",
    })),
    ...checkStructure(plain),
    ...checkSecrets(plain),
    ...(mayBeOnCloud(environment) ? cloudFaults(environment) : []),
    ...checkTeardown(environment, today),
    ...checkNames(environment),
    ...checkStateNamespace(environment),
    ...checkOwnServers(valid, environment.platform),
    ...checkModels(environment),
    ...checkGit(environment),
    ...(purpose === "deploy" ? currentRequirements(environment, today) : []),
  ];
  return { plain, environment, faults };
}

/** Faults of the parts that only an environment on a cloud has. */
function cloudFaults(environment: Partially<CloudEnvironment>): readonly Fault[] {
  return [
    ...checkNetwork(environment),
    ...checkPlacement(environment),
    ...checkMaintenanceWindow(environment),
    ...checkNodePools(environment),
    ...checkDatabase(environment),
    ...checkLogRetention(environment),
  ];
}

/** Requirements that change over time: versions go out of support, and production requirements are added. */
function currentRequirements(environment: Partially<Environment>, today: string): readonly Fault[] {
  const versions = mayBeOnCloud(environment) ? checkVersions(environment, today) : [];
  return [...versions, ...checkPlatform(environment, today), ...checkAlerts(environment)];
}

function freeze<Type>(value: Type): Type {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) freeze(item);
  }
  return value;
}
