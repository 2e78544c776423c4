import { type Command, Option } from "commander";
import type { NewModelOptions } from "./commands/new-model";
import type { TraceOptions } from "./commands/trace";
import { environmentsOption } from "./environments-option";
import type { Io } from "./io";
import { envOption } from "./repeatable-option";

/** The commands for models. They are loaded when they are called, like every command that needs the constructs. */
export function addModelCommands(program: Command, io: Io, done: (status: number) => void): void {
  program
    .command("new")
    .description("Generate the files of a new part of the platform.")
    .command("model")
    .description("Write the files that Argo CD deploys a model from, for every environment that declares it.")
    .argument("<name>", "name of the model")
    .addOption(environmentsOption())
    .addOption(envOption())
    .addOption(new Option("--version-folder <folder>", "first version, inside the model's folder").default("1"))
    .addOption(directoryOption())
    .action((name: string, options: Omit<NewModelOptions, "version"> & { readonly versionFolder: string }) => {
      const { newModelCommand }: typeof import("./commands/new-model") = require("./commands/new-model");
      done(newModelCommand(name, { ...options, version: options.versionFolder }, io));
    });
  program
    .command("trace")
    .description(
      "Trace an endpoint back to its code and data. Exit status 1 if --statement is for a version other than the running one.",
    )
    .argument("<model>", "name of the model")
    .addOption(environmentsOption())
    .addOption(envOption())
    .addOption(new Option("--statement <file>", "signed provenance statement of the running version"))
    .addOption(new Option("--format <format>", "output format").choices(["text", "json"]).default("text"))
    .addOption(directoryOption())
    .action((name: string, options: TraceOptions) => {
      const { traceCommand }: typeof import("./commands/trace") = require("./commands/trace");
      done(traceCommand(name, options, io));
    });
}

function directoryOption(): Option {
  return new Option("--directory <dir>", "root of the repository that Argo CD reads").default(".");
}
