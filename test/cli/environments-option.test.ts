import { readFileSync } from "node:fs";
import { join } from "node:path";
import { awsEnvironment } from "../environment/valid-environments";
import { folderOf, runCli } from "./run-cli";

const names = ({ output }: { output: string }) =>
  JSON.parse(output).environments.map(({ name }: { name: string }) => name);

describe("the folder of environments", () => {
  afterEach(() => {
    delete process.env.MLOPS_ENVIRONMENTS;
  });

  test("is set by MLOPS_ENVIRONMENTS", () => {
    process.env.MLOPS_ENVIRONMENTS = folderOf({ "a.json": awsEnvironment({ name: "mine" }) });
    expect(names(runCli("review", "--format", "json"))).toEqual(["aws-mine"]);
  });

  test("is set by --environments, which takes precedence", () => {
    process.env.MLOPS_ENVIRONMENTS = folderOf({ "a.json": awsEnvironment({ name: "mine" }) });
    const other = folderOf({ "b.json": awsEnvironment({ name: "other" }) });
    expect(names(runCli("review", "--format", "json", "--environments", other))).toEqual(["aws-other"]);
  });

  test("may contain modules with a default export or module.exports", () => {
    const input = JSON.stringify(awsEnvironment());
    const folder = folderOf({ "a.js": `module.exports = ${input};` });
    expect(names(runCli("review", "--format", "json", "--environments", folder))).toEqual(["aws-dev"]);
  });

  test.each(["dev", "staging", "prod"])(
    "the environments of tier %s differ only in the cloud block and in names of cloud resources",
    (tier) => {
      const [aws, google] = ["aws", "google"].map((cloud) =>
        readFileSync(join("environments", cloud, `${tier}.ts`), "utf8")
          .replace(/\n {2}cloud: \{[\s\S]*?\n {2}\},/, "")
          .replace(/\n {4}\{\n.*\n {6}resource: "(aws|google)_[\s\S]*?\n {4}\},/g, "")
          .replace(/(deliveryImage:\s+)"\S+"/, "$1"),
      );
      expect(aws).not.toContain("provider");
      expect(google).toBe(aws);
    },
  );
});
