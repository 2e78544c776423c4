import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import { matchers } from "../../src/testing";
import { synthesizeEnvironment } from "../stacks/shipped";
import { folderOf, runCli } from "./run-cli";

const TODAY = "2026-11-01";

/** An environment file as JSON, with changes. */
function environmentFile(changes: object): string {
  const { default: input } = require("../../environments/aws/dev");
  const { default: prod } = require("../../environments/aws/prod");
  const platform = { ...input.platform, alerts: prod.platform.alerts };
  return JSON.stringify({ ...input, tier: "prod", platform, ...changes });
}

/**
 * One engine in four places: a prod environment with a deletable database fails while synthesizing, on the
 * command line, as paths to its code, and in a test, by the same rules.
 */
test("synthesis, command line, paths and tests agree", () => {
  const folder = folderOf({ "dev.json": environmentFile({ deletionProtection: false }) });
  const stacks = loadEnvironments(folder, TODAY).flatMap(synthesizeEnvironment);
  const inTest = matchers.toComplyWith(stacks, { strictness: "prod", today: TODAY });
  const ids = new Set(
    [...inTest.message().matchAll(/^(?:critical|high|medium|low) ([a-z0-9-]+):/gm)].map(([, id]) => id),
  );
  expect(ids).toContain("deletion-protection");

  const idsOf = (output: string) =>
    new Set(
      JSON.parse(output)
        .environments.flatMap(
          ({ guardrails }: { guardrails: { failed: { rule: string; enforcement: string }[] } }) => guardrails.failed,
        )
        .filter(({ enforcement }: { enforcement: string }) => enforcement === "mandatory")
        .map(({ rule }: { rule: string }) => rule),
    );
  const onCommandLine = runCli("review", "--environments", folder, "--format", "json");
  expect(onCommandLine.status).toBe(1);
  expect(idsOf(onCommandLine.output)).toEqual(ids);

  const synth = runCli("synth", "--environments", folder);
  expect(synth.status).toBe(1);
  for (const id of ids) expect(synth.errors).toContain(String(id));

  const code = folderOf(Object.fromEntries(stacks.map(({ name, json }) => [`${name}.tf.json`, json])));
  const paths = stacks.map(({ name }) => join(code, `${name}.tf.json`));
  expect(readFileSync(paths[0] ?? "", "utf8")).toContain("resource");
  const onPaths = runCli("review", ...paths, "--environments", folder, "--strictness", "prod", "--format", "json");
  expect(onPaths.status).toBe(1);
  expect(idsOf(onPaths.output)).toEqual(ids);
});
