import { join } from "node:path";
import { temporaryFolder } from "../temporary-folder";
import { runCli } from "./run-cli";

const ENVIRONMENTS = ["--environments", join(__dirname, "../../environments")];

const COMMANDS = [["review"], ["cost"], ["inventory"], ["trace"], ["new", "model"]];

test.each(COMMANDS.map((command) => [command.join(" "), command]))(
  "mlops %s takes --env several times, one name each",
  (_, command) => {
    const { output } = runCli(...command, "--help");
    expect(output).toContain("--env <name> ");
    expect(output).toMatch(/only this environment[\s\S]*?repeatable/);
  },
);

test("--env leaves the argument after it to the command", () => {
  const folder = temporaryFolder("models");
  const names = ["--env", "aws-dev", "--env", "google-prod"];
  const { status, errors, output } = runCli(
    ...["new", "model", ...ENVIRONMENTS, "--directory", folder, ...names, "fraud-detection"],
  );
  expect(errors).toBe("");
  expect(status).toBe(0);
  expect(new Set(output.match(/(aws|google)-(dev|staging|prod)/g))).toEqual(new Set(["aws-dev", "google-prod"]));
});
