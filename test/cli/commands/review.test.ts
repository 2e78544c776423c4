import { awsEnvironment, googleEnvironment } from "../../environment/valid-environments";
import { folderOf, runCli } from "../run-cli";

const aws = awsEnvironment();
const google = googleEnvironment();

describe("mlops review", () => {
  test("the shipped environments are clean, and each costs less than its budget", () => {
    const { status, output, errors } = runCli("review", "--format", "json");
    const { environments } = JSON.parse(output);
    expect(environments.map(({ name }: { name: string }) => name).sort()).toEqual([
      "aws-dev",
      "aws-prod",
      "aws-staging",
      "google-dev",
      "google-prod",
      "google-staging",
      "kubernetes-dev",
    ]);
    for (const { name, guardrails, cost, budgetUsd } of environments) {
      expect(guardrails.failed).toEqual([]);
      expect(guardrails.passed).toBeGreaterThan(100);
      // What an existing cluster costs is not in the code.
      if (name.startsWith("kubernetes-")) continue;
      expect(Number(cost.expected)).toBeGreaterThan(200);
      expect(Number(cost.expected)).toBeLessThan(budgetUsd);
    }
    expect(errors).toBe("");
    expect(status).toBe(0);
  });

  test.each([
    ["a name", "prod", ["aws-prod", "google-prod"]],
    ["a cloud and a name", "google-dev", ["google-dev"]],
  ])("--env accepts %s", (_, name, expected) => {
    const { output } = runCli("review", "--format", "json", "--env", name);
    expect(JSON.parse(output).environments.map((environment: { name: string }) => environment.name)).toEqual(expected);
  });

  test("--env with an unknown name exits with 2 and lists the existing ones", () => {
    const { status, output, errors } = runCli("review", "--env", "production");
    expect(status).toBe(2);
    expect(output).toBe("");
    expect(errors).toContain('"production"');
    expect(errors).toContain("aws-prod");
  });

  test("a finding of a mandatory rule exits with 1, and the report shows the rule, the location and the fix", () => {
    const folder = folderOf({ "small.json": { ...aws, budget: { monthlyUsd: 1 } } });
    const { status, output } = runCli("review", "--environments", folder);
    expect(status).toBe(1);
    expect(output).toContain("budget-exceeded, mandatory");
    expect(output).toContain("the budget is 1.00");
    expect(output).toMatch(/fix: .+/);
  });

  test("an advisory finding is shown and passes", () => {
    const folder = folderOf({ "local.json": { ...aws, tier: "dev", state: "local" } });
    const { status, output } = runCli("review", "--environments", folder);
    expect(output).toContain("state-remote, advisory");
    expect(status).toBe(0);
  });

  test("--details prints every cost line with its address", () => {
    const folder = folderOf({ "one.json": aws });
    const brief = runCli("review", "--environments", folder).output;
    const detailed = runCli("review", "--environments", folder, "--details").output;
    expect(detailed).toMatch(/aws_nat_gateway\.network_nat-gateway-0_\w+: NAT gateway/);
    expect(brief).not.toMatch(/aws_nat_gateway\.network/);
  });

  test("every problem of every file is reported at once, with status 2, and nothing else is printed", () => {
    const folder = folderOf({
      "a.json": { ...aws, tier: "production", network: { cidr: "10.0.0.0/33" } },
      "b.json": { ...google, owner: "ada" },
      "c.ts": "export default {",
    });
    const { status, output, errors } = runCli("review", "--environments", folder);
    expect(status).toBe(2);
    expect(output).toBe("");
    for (const word of ["a.json", "tier", "network.cidr", "b.json", "owner", "c.ts", "can't be loaded"])
      expect(errors).toContain(word);
    expect(errors).not.toMatch(/\n\s+at .+:\d+:\d+/);
    expect(errors).toMatch(/\d+ problems; nothing was written\./);
  });

  test.each([
    ["a folder that does not exist", ["review", "--environments", "nowhere"], "no environment files"],
    ["a format that does not exist", ["review", "--format", "xml"], "table"],
    ["an option that does not exist", ["review", "--fast"], "unknown option"],
    ["a command that does not exist", ["destroy"], "unknown command"],
  ])("%s exits with 2", (_, args, message) => {
    const { status, output, errors } = runCli(...args);
    expect(status).toBe(2);
    expect(output).toBe("");
    expect(errors).toContain(message);
  });

  test("--help exits with 0", () => {
    const { status, output } = runCli("review", "--help");
    expect(status).toBe(0);
    expect(output).toContain("--environments");
  });
});
