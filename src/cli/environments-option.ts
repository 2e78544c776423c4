import { Option } from "commander";

/** Where the environment files are. */
export function environmentsOption(): Option {
  return new Option("--environments <dir>", "folder of environment files")
    .env("MLOPS_ENVIRONMENTS")
    .default("environments");
}
