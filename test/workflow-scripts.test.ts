import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { shipped, synthesizeEnvironment } from "./stacks/shipped";

const SCRIPTS = resolve(__dirname, "../.github/scripts");
const hasJq = spawnSync("jq", ["--version"]).status === 0;
if (!hasJq) console.warn("Skipped: the scripts of the workflows need jq, which is not installed (apt-get install jq).");
const describeWithJq = hasJq ? describe : describe.skip;

const IDENTITIES = {
  "aws-dev": { plan: "arn:aws:iam::111111111111:role/plan", deploy: "arn:aws:iam::111111111111:role/deploy" },
  "google-dev": { provider: "projects/1/locations/global/x", plan: "plan@p.example", deploy: "deploy@p.example" },
};

let folder: string;

/** Puts a program on the path that records its calls and then runs `body`. */
function program(name: string, body: string): void {
  const path = join(folder, "bin", name);
  writeFileSync(path, `#!/usr/bin/env bash\necho "${name} $*" >>"${folder}/calls"\n${body}\n`);
  chmodSync(path, 0o755);
}

const environment = () => ({
  PATH: join(folder, "bin") + delimiter + process.env.PATH,
  TMPDIR: folder,
  IDENTITIES: JSON.stringify(IDENTITIES),
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/?api-version=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
  GITHUB_RUN_ID: "7",
});

function run(command: string) {
  return spawnSync("bash", ["-c", command], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(),
  });
}

const lines = (file: string) => readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workflow-scripts-"));
  mkdirSync(join(folder, "bin"));
  cpSync(SCRIPTS, join(folder, ".github/scripts"), { recursive: true });
  for (const stack of ["aws-dev-foundation", "aws-dev-platform", "google-dev-foundation"]) {
    mkdirSync(join(folder, "cdktf.out/stacks", stack), { recursive: true });
    writeFileSync(join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), `{"//": "${stack}"}`);
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

describeWithJq("plan.sh", () => {
  /** A Terraform whose `plan` fails in matching folders, and whose foundations have these outputs. */
  const terraform = (failing: string, outputs: string) =>
    program(
      "terraform",
      `case "$*" in
         *"plan -input"*) [[ $1 != ${failing} ]] ;;
         *"show -json"*) echo "{\\"plan\\": \\"$1\\"}" ;;
         *"output -json"*) echo '${outputs}' ;;
       esac`,
    );

  test("plans every stack", () => {
    terraform("nothing", '{"endpoint": {"value": "x"}}');
    expect(run(".github/scripts/plan.sh")).toMatchObject({ status: 0, stderr: "" });
    for (const stack of ["aws-dev-foundation", "aws-dev-platform", "google-dev-foundation"]) {
      expect(existsSync(join(folder, "reviewed", `${stack}.json`))).toBe(true);
      expect(existsSync(join(folder, "reviewed", `${stack}.tf.json`))).toBe(false);
    }
    expect([lines("from-synthesis.txt"), lines("not-planned.txt")]).toEqual([[], []]);
  });

  test("refreshes the foundation, and compares stacks on the cluster only with their state", () => {
    terraform("nothing", '{"endpoint": {"value": "x"}}');
    run(".github/scripts/plan.sh");
    const plans = lines("calls").filter((call) => call.includes(" plan "));
    expect(plans.filter((call) => call.includes("-refresh=false"))).toEqual([
      expect.stringContaining("aws-dev-platform"),
    ]);
    expect(plans).toHaveLength(3);
    // This identity can't write a lock to the state bucket.
    for (const call of plans) expect(call).toContain("-lock=false");
  });

  test("reviews a stack from synthesis if the one below was never applied, without trying to plan it", () => {
    terraform("nothing", "{}");
    expect(run(".github/scripts/plan.sh").status).toBe(0);
    expect([lines("from-synthesis.txt"), lines("not-planned.txt")]).toEqual([["aws-dev-platform"], []]);
    expect(lines("reviewed/aws-dev-platform.tf.json")).toEqual(['{"//": "aws-dev-platform"}']);
    expect(lines("calls").filter((call) => call.includes("platform"))).toEqual([]);
  });

  test("distinguishes a failed plan from a stack that was never applied, and plans the others", () => {
    terraform("*aws-dev-foundation", '{"endpoint": {"value": "x"}}');
    expect(run(".github/scripts/plan.sh").status).toBe(0);
    expect([lines("from-synthesis.txt"), lines("not-planned.txt")]).toEqual([[], ["aws-dev-foundation"]]);
    expect(existsSync(join(folder, "reviewed/aws-dev-foundation.tf.json"))).toBe(true);
    expect(existsSync(join(folder, "reviewed/aws-dev-foundation.json"))).toBe(false);
    expect(existsSync(join(folder, "reviewed/google-dev-foundation.json"))).toBe(true);
  });
});

describe("terraform.rc", () => {
  const allowed = [
    ...readFileSync(join(SCRIPTS, "../terraform.rc"), "utf8").matchAll(/"registry\.terraform\.io\/(.+)"/g),
  ].map(([, source]) => source);

  test("lets jobs download the providers of the stacks, and no others", () => {
    const stacks = (["aws", "google"] as const).flatMap((cloud) => synthesizeEnvironment(shipped(cloud, "prod")));
    const sources = stacks.flatMap(({ json }) => {
      const { required_providers } = json.terraform as { required_providers: Record<string, { source: string }> };
      return Object.values(required_providers).map(({ source }) => source);
    });
    const full = sources.map((source) => (source.includes("/") ? source : `hashicorp/${source}`));
    expect([...new Set(full)].sort()).toEqual(allowed);
  });

  test.each(["plan.sh", "deploy.sh"])("is used by %s", (script) => {
    const text = readFileSync(join(SCRIPTS, script), "utf8");
    expect(text).toContain("export TF_CLI_CONFIG_FILE=$PWD/.github/terraform.rc\n");
  });

  const hasTerraform = spawnSync("terraform", ["version"]).status === 0;
  if (!hasTerraform) console.warn("Skipped: a state with a foreign provider needs terraform, which is not installed.");

  (hasTerraform ? test : test.skip)("prevents a state with a foreign provider from running it", () => {
    const state = {
      version: 4,
      serial: 1,
      lineage: "l",
      outputs: {},
      resources: [
        {
          mode: "managed",
          type: "foreign_thing",
          name: "planted",
          provider: 'provider["registry.terraform.io/foreign/foreign"]',
          instances: [{ schema_version: 0, attributes: { id: "1" } }],
        },
      ],
    };
    writeFileSync(join(folder, "main.tf.json"), '{"terraform": {"backend": {"local": {"path": "planted.tfstate"}}}}');
    writeFileSync(join(folder, "planted.tfstate"), JSON.stringify(state));
    const init = spawnSync("terraform", [`-chdir=${folder}`, "init", "-input=false", "-no-color"], {
      encoding: "utf8",
      env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: join(SCRIPTS, "../terraform.rc") },
    });
    expect(init.status).toBe(1);
    expect(init.stderr.replace(/\s+/g, " ")).toContain("foreign/foreign was not found in any of the search");
  });
});

describeWithJq("log_in", () => {
  const logIn = (name: string, then: string): string => {
    const result = run(`set -euo pipefail; source .github/scripts/log-in.sh; log_in ${name} deploy; ${then}`);
    expect(result).toMatchObject({ status: 0, stderr: "" });
    return result.stdout;
  };

  test("gives AWS a new token whenever its libraries request credentials", () => {
    program("curl", `echo "{\\"value\\": \\"token-$(grep -c ^curl "${folder}/calls")\\"}"`);
    program("aws", `echo '{"Credentials": {"AccessKeyId": "id", "SecretAccessKey": "key", "SessionToken": "s"}}'`);
    const command = logIn("aws-dev", 'sed -n "s/^credential_process = //p" "$AWS_CONFIG_FILE"').trim();
    const credentials = () => JSON.parse(run(command).stdout);
    expect(credentials()).toEqual({ AccessKeyId: "id", SecretAccessKey: "key", SessionToken: "s", Version: 1 });
    credentials();
    const assumed = lines("calls").filter((call) => call.startsWith("aws"));
    expect(assumed).toHaveLength(2);
    assumed.forEach((call, index) => {
      expect(call).toContain("--role-arn arn:aws:iam::111111111111:role/deploy ");
      expect(call).toContain(`--web-identity-token token-${index + 1}`);
    });
  });

  test("points Google's libraries to the source of new tokens", () => {
    const credentials = JSON.parse(logIn("google-dev", 'cat "$GOOGLE_APPLICATION_CREDENTIALS"'));
    expect(credentials.credential_source).toEqual({
      url: `https://token.example/?api-version=2&audience=${encodeURIComponent("https://iam.googleapis.com/projects/1/locations/global/x")}`,
      headers: { Authorization: "Bearer request-token" },
      format: { type: "json", subject_token_field_name: "value" },
    });
    expect(credentials.service_account_impersonation_url).toContain("/deploy@p.example:generateAccessToken");
  });
});
