import { join } from "node:path";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { CLOUDS, type CloudProvider } from "../facts/provider";
import { TIER_NAMES } from "../facts/tier";
import { InputError } from "../problems/problem";
import { COST_FORMATS, type CostCommandOptions, costCommand } from "./commands/cost";
import type { InventoryCommandOptions } from "./commands/inventory";
import type { PricesRefreshOptions } from "./commands/prices-refresh";
import { type ReviewCommandOptions, reviewCommand } from "./commands/review";
import { type RulesCommandOptions, rulesCommand } from "./commands/rules";
import { environmentsOption } from "./environments-option";
import { withDownloads } from "./input/download";
import type { Io } from "./io";
import { addLocalCommands } from "./local-commands";
import { addModelCommands } from "./model-commands";
import { FAIL_ON } from "./output/fail-on";
import { problemReport } from "./output/problem-report";
import { FORMATS } from "./output/write-report";
import { envOption, repeatableOption } from "./repeatable-option";
import { withTerraform } from "./terraform-process";

/** The price book that ships with this program. */
const PRICE_BOOK = join(__dirname, "../review/cost/price-book");

/**
 * Runs the command line. Commands that synthesize are loaded on demand: loading cdktf takes longer than reviewing a
 * plan.
 * @returns exit status: 0 clean, 1 findings, 2 bad input
 */
export function run(args: readonly string[], io: Io): number {
  let status = 0;
  const program = new Command("mlops")
    .description(
      "Provision an MLOps platform on AWS, Google Cloud or a Kubernetes cluster, and review it before it is deployed.",
    )
    .exitOverride()
    .configureOutput({ writeOut: io.write, writeErr: io.writeError });
  withReviewOptions(program.command("review"))
    .description(
      "Check the guardrails and estimate the cost of all environments, or of any Terraform JSON or plan. Exit status 1 if a mandatory rule fails.",
    )
    .addOption(new Option("--format <format>", "output format").choices(FORMATS).default("table"))
    .addOption(new Option("--output <file>", "file to write (default: standard output)"))
    .addOption(
      new Option("--fail-on <level>", "exit with status 1 for findings at or above this level")
        .choices(FAIL_ON)
        .default("mandatory"),
    )
    .option("--details", "print every cost line instead of one per kind")
    .action((paths: readonly string[], options: ReviewCommandOptions) => {
      status = reviewCommand(paths, options, io);
    });
  withReviewOptions(program.command("cost"))
    .description(
      "Estimate the monthly cost: a breakdown, possible savings, and the effect of a change. Exit status 1 if a budget is exceeded.",
    )
    .addOption(new Option("--format <format>", "output format").choices(COST_FORMATS).default("table"))
    .addOption(new Option("--output <file>", "file to write (default: standard output)"))
    .option("--details", "print every line, including the smallest")
    .action((paths: readonly string[], options: CostCommandOptions) => {
      status = costCommand(paths, options, io);
    });
  program
    .command("inventory")
    .description(
      "List what runs on the clusters: versions, licences, identities, addresses, requests. Exit status 1 if the pods do not fit on the nodes.",
    )
    .addOption(environmentsOption())
    .addOption(envOption())
    .addOption(new Option("--format <format>", "output format").choices(["table", "json"]).default("table"))
    .action((options: InventoryCommandOptions) => {
      const { inventoryCommand }: typeof import("./commands/inventory") = require("./commands/inventory");
      status = inventoryCommand(options, io);
    });
  program
    .command("rules")
    .description("List every guardrail with its requirement and its enforcement in each tier.")
    .addOption(
      new Option("--area <area>", "only this area").choices([
        "change-safety",
        "cost",
        "reliability",
        "reproducibility",
        "security",
      ]),
    )
    .addOption(new Option("--format <format>", "output format").choices(["table", "markdown", "json"]).default("table"))
    .action((options: RulesCommandOptions) => {
      status = rulesCommand(options, io);
    });
  program
    .command("adopt")
    .description(
      "After an interrupted apply: find objects that exist in the cloud but not in the state, and write import blocks for them. Exit status 1 if something is left to decide.",
    )
    .argument("<folder>", "folder of a synthesized stack, e.g. cdktf.out/stacks/aws-dev-foundation")
    .action((folder: string) => {
      const { adoptCommand }: typeof import("./commands/adopt") = require("./commands/adopt");
      status = adoptCommand(folder, io, withTerraform);
    });
  addLocalCommands(program, io, (result) => {
    status = result;
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
    .description("Update the price book from the cloud's public price list, and print the changes.")
    .addArgument(new Argument("<cloud>", "cloud whose price list to read").choices(CLOUDS))
    .addOption(repeatableOption("--region <region>", "only this region (default: every region that has a price book)"))
    .addOption(new Option("--book <dir>", "folder of the price book").default(PRICE_BOOK, "the one shipped with mlops"))
    .addOption(
      new Option("--api-key <key>", "API key for Google's Cloud Billing Catalog, from any project").env(
        "MLOPS_GOOGLE_API_KEY",
      ),
    )
    .action((cloud: CloudProvider, options: PricesRefreshOptions) => {
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

/** The arguments and options that every reviewing command has: what to review and what to compare it with. */
function withReviewOptions(command: Command): Command {
  return command
    .argument("[paths...]", "cdktf.out, other folders of *.tf.json, files, plans as JSON, or - for standard input")
    .addOption(environmentsOption())
    .addOption(envOption())
    .addOption(
      new Option("--strictness <tier>", "apply the rules of this tier (default: the environment's, else prod)").choices(
        TIER_NAMES,
      ),
    )
    .addOption(new Option("--budget <usd>", "monthly budget in USD (default: the environment's)").argParser(dollars))
    .addOption(
      new Option("--config <file>", "waivers and approvals for paths (default: guardrails.yaml, if it exists)"),
    )
    .addOption(new Option("--base <ref|path>", "compare with a git reference, a folder or a plan"));
}

function dollars(text: string): number {
  const amount = Number(text);
  if (text.trim() === "" || !Number.isFinite(amount) || amount < 0) {
    throw new InvalidArgumentError("Expected USD per month as a number, e.g. 500.");
  }
  return amount;
}
