import { Option } from "commander";

/**
 * An option whose values are collected: `--env dev --env prod`. Unlike commander's variadic options it does not swallow
 * the arguments after it.
 */
export function repeatableOption(flags: string, description: string): Option {
  return new Option(flags, `${description}; repeatable`).argParser(collect);
}

/** Which environments a command works on. */
export function envOption(): Option {
  return repeatableOption("--env <name>", "only this environment, e.g. prod or aws-prod");
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
