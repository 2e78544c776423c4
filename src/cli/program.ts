import { join } from "node:path";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { InputError } from "../problems/problem";
import { COST_FORMATS, type CostCommandOptions, costCommand } from "./commands/cost";
import type { InventoryCommandOptions } from "./commands/inventory";
import type { PricesRefreshOptions } from "./commands/prices-refresh";
import { type ReviewCommandOptions, reviewCommand } from "./commands/review";
import { type RulesCommandOptions, rulesCommand } from "./commands/rules";
import { environmentsOption } from "./environments-option";
import { withDownloads } from "./input/download";
import type { Io } from "./io";
import { addModelCommands } from "./model-commands";
import { FAIL_ON } from "./output/fail-on";
import { problemReport } from "./output/problem-report";
import { FORMATS } from "./output/write-report";
import { withTerraform } from "./terraform-process";

/** The book that this program was built with. */
const PRICE_BOOK = join(__dirname, "../review/cost/price-book");

/**
 * Runs the command line. Commands that synthesize are loaded when they are called: cdktf takes longer than a review of a plan.
 * @returns exit status: 0 clean, 1 findings, 2 bad input
 */
export function run(args: readonly string[], io: Io): number {
  let status = 0;
  const program = new Command("mlops")
    .description("Provisions an MLOps platform on AWS and on Google Cloud, and reviews it before it is built.")
    .exitOverride()
    .configureOutput({ writeOut: io.write, writeErr: io.writeError });
  subjects(program.command("review"))
    .description(
      "Check the guardrails and estimate the cost: of all environments, or of any Terraform JSON and any plan. Exit status 1 if a mandatory rule fails.",
    )
    .addOption(new Option("--format <format>", "how to print").choices(FORMATS).default("table"))
    .addOption(new Option("--output <file>", "where to write it (default: standard output)"))
    .addOption(
      new Option("--fail-on <findings>", "end with status 1 from these on").choices(FAIL_ON).default("mandatory"),
    )
    .option("--details", "every cost line instead of one for each kind")
    .action((paths: readonly string[], options: ReviewCommandOptions) => {
      status = reviewCommand(paths, options, io);
    });
  subjects(program.command("cost"))
    .description(
      "What it costs a month, what for, what could be saved, what a change does to it. Exit status 1 if it is more than a budget.",
    )
    .addOption(new Option("--format <format>", "how to print").choices(COST_FORMATS).default("table"))
    .addOption(new Option("--output <file>", "where to write it (default: standard output)"))
    .option("--details", "everything, however little it costs")
    .action((paths: readonly string[], options: CostCommandOptions) => {
      status = costCommand(paths, options, io);
    });
  program
    .command("inventory")
    .description(
      "What runs on the clusters: versions, licences, identities, addresses, requests. Exit status 1 if it can't fit.",
    )
    .addOption(environmentsOption())
    .addOption(new Option("--env <name...>", "only these environments, e.g. prod or aws-prod"))
    .addOption(new Option("--format <format>", "how to print").choices(["table", "json"]).default("table"))
    .action((options: InventoryCommandOptions) => {
      const { inventoryCommand }: typeof import("./commands/inventory") = require("./commands/inventory");
      status = inventoryCommand(options, io);
    });
  program
    .command("rules")
    .description("Every guardrail: what it demands, and how strictly in each tier.")
    .addOption(
      new Option("--area <area>", "only these").choices([
        "change-safety",
        "cost",
        "reliability",
        "reproducibility",
        "security",
      ]),
    )
    .addOption(new Option("--format <format>", "how to print").choices(["table", "markdown", "json"]).default("table"))
    .action((options: RulesCommandOptions) => {
      status = rulesCommand(options, io);
    });
  program
    .command("adopt")
    .description(
      "After an interrupted apply: find what exists in the cloud and is not in the state, and write import blocks for it. Exit status 1 where something is left to decide.",
    )
    .argument("<folder>", "of a synthesized stack, e.g. cdktf.out/stacks/aws-dev-foundation")
    .action((folder: string) => {
      const { adoptCommand }: typeof import("./commands/adopt") = require("./commands/adopt");
      status = adoptCommand(folder, io, withTerraform);
    });
  addModelCommands(program, io, (result) => {
    status = result;
  });
  program
    .command("synth")
    .description("Synthesize Terraform code; the command behind `cdktf synth` and `cdktf deploy`.")
    .addOption(environmentsOption())
    .action((options: { environments: string }) => {
      const { synthCommand }: typeof import("./commands/synth") = require("./commands/synth");
      status = synthCommand(options, io);
    });
  program
    .command("prices")
    .description("The price book behind the estimate.")
    .command("refresh")
    .description("Bring the price book up to the cloud's public price list, and print what changed.")
    .addArgument(new Argument("<cloud>", "whose list").choices(["aws", "google"]))
    .addOption(new Option("--region <region...>", "only these (default: every region that has a book)"))
    .addOption(
      new Option("--book <dir>", "folder of the price book").default(PRICE_BOOK, "the one that comes with this"),
    )
    .addOption(
      new Option("--api-key <key>", "for Google's Cloud Billing Catalog; any project's key").env(
        "MLOPS_GOOGLE_API_KEY",
      ),
    )
    .action((cloud: "aws" | "google", options: PricesRefreshOptions) => {
      const { pricesRefreshCommand }: typeof import("./commands/prices-refresh") = require("./commands/prices-refresh");
      status = withDownloads((download) => pricesRefreshCommand(cloud, options, io, download));
    });
  try {
    program.parse([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputError)) throw error;
    io.writeError(problemReport(error.problems, io.color));
    return 2;
  }
}

/** What to look at, and beside what: the same for every command that reviews. */
function subjects(command: Command): Command {
  return command
    .argument("[paths...]", "cdktf.out, other folders of *.tf.json, files, plans as JSON, - for standard input")
    .addOption(environmentsOption())
    .addOption(
      new Option("--env <name>", "only this environment, e.g. prod or aws-prod; again for more").argParser(collect),
    )
    .addOption(
      new Option("--strictness <tier>", "as strict as this tier (default: the environment's, else prod)").choices([
        "dev",
        "staging",
        "prod",
      ]),
    )
    .addOption(new Option("--budget <usd>", "USD/month (default: the environment's)").argParser(dollars))
    .addOption(
      new Option("--config <file>", "waivers and approvals for paths (default: guardrails.yaml, if it is there)"),
    )
    .addOption(new Option("--base <ref|path>", "compare with a git reference, a folder or a plan"));
}

function collect(name: string, names: readonly string[] = []): readonly string[] {
  return [...names, name];
}

function dollars(text: string): number {
  const amount = Number(text);
  if (text.trim() === "" || !Number.isFinite(amount) || amount < 0) {
    throw new InvalidArgumentError("A number of USD a month is expected, e.g. 500.");
  }
  return amount;
}
