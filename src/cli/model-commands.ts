import { type Command, Option } from "commander";
import type { NewModelOptions } from "./commands/new-model";
import type { TraceOptions } from "./commands/trace";
import { environmentsOption } from "./environments-option";
import type { Io } from "./io";

/** The commands about models; like others that know constructs, they are loaded when they are called. */
export function addModelCommands(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command("new")
    .description("Write what a new part of the platform begins with.")
    .command("model")
    .description("The files that Argo CD delivers a model from, for every environment that declares it.")
    .argument("<name>", "name of the model")
    .addOption(environmentsOption())
    .addOption(new Option("--env <name...>", "only these environments, e.g. prod or aws-prod"))
    .addOption(new Option("--version-folder <folder>", "first version, below the model's folder").default("1"))
    .addOption(directoryOption())
    .action((name: string, options: Omit<NewModelOptions, "version"> & { readonly versionFolder: string }) => {
      const { newModelCommand }: typeof import("./commands/new-model") = require("./commands/new-model");
      done(newModelCommand(name, { ...options, version: options.versionFolder }, io));
    });
  program
    .command("trace")
    .description("From an endpoint back to code and data. Exit status 1 if the statement speaks of another version.")
    .argument("<model>", "name of the model")
    .addOption(environmentsOption())
    .addOption(new Option("--env <name...>", "only these environments, e.g. prod or aws-prod"))
    .addOption(new Option("--statement <file>", "signed statement of provenance of the version that runs"))
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .addOption(directoryOption())
    .action((name: string, options: TraceOptions) => {
      const { traceCommand }: typeof import("./commands/trace") = require("./commands/trace");
      done(traceCommand(name, options, io));
    });
}

function directoryOption(): Option {
  return new Option("--directory <dir>", "root of the repository that Argo CD reads").default(".");
}
