import type { Command } from "commander";
import type { LocalOptions } from "./commands/local";
import { environmentsOption } from "./environments-option";
import type { Io } from "./io";
import { installedTools } from "./local/tools";
import { envOption } from "./repeatable-option";

const COMMANDS = {
  up: "Install the platform on a cluster of this machine, or finish an interrupted installation.",
  status: "Show which pods are ready, and the addresses.",
  down: "Remove everything that `up` created. Exit status 1 if Terraform failed.",
} as const;

const CONFIRM = {
  up: "install on a cluster that exists already, without asking",
  down: "remove it from a cluster that `up` did not create, without asking",
} as const;

/** `mlops local up`, `status` and `down`. */
export function addLocalCommands(program: Command, io: Io, done: (status: number) => void): void {
  const local = program.command("local").description("A platform on a Kubernetes cluster of this machine.");
  for (const name of Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]) {
    const command = local
      .command(name)
      .description(COMMANDS[name])
      .addOption(environmentsOption())
      .addOption(envOption());
    if (name !== "status") command.option("--yes", CONFIRM[name]);
    command.action((options: LocalOptions) => {
      const { localDown, localStatus, localUp }: typeof import("./commands/local") = require("./commands/local");
      done({ up: localUp, status: localStatus, down: localDown }[name](options, io, installedTools()));
    });
  }
}
