import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runCli } from "../../test/cli/run-cli";
import { temporaryFolder } from "../../test/temporary-folder";
import { freePort, ready, start } from "../processes";
import { type Backend, writeFoundation } from "./foundation";

/** Python with `moto[server]`. */
const PYTHON = process.env.MLOPS_MOTO_PYTHON ?? "python3";

/** The account of the environment, and the AWS-managed policies. */
const SETTINGS = { MOTO_ACCOUNT_ID: "111111111111", MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };

/** Number of created resources after which an apply is killed. */
const POINTS = (process.env.MLOPS_ADOPT_POINTS ?? "1,4,10,20,35,50,70,90,110,130").split(",").map(Number);

const missing = [
  ...(spawnSync("terraform", ["version"]).status === 0 ? [] : ["terraform"]),
  ...(spawnSync(PYTHON, ["-c", "import moto.server"]).status === 0 ? [] : ["moto[server]"]),
];
const whenThere = missing.length === 0 ? describe : describe.skip;

whenThere(
  `an apply that is killed, against moto${missing.length > 0 ? ` (skipped: no ${missing.join(", ")})` : ""}`,
  () => {
    let server: ChildProcess;
    let endpoint: string;

    beforeEach(async () => {
      const port = await freePort();
      endpoint = `http://127.0.0.1:${port}`;
      server = start(
        PYTHON,
        [join(__dirname, "aws_server"), "-H", "127.0.0.1", "-p", String(port)],
        __dirname,
        SETTINGS,
      );
      await ready(`${endpoint}/moto-api/`, 300);
    }, 300_000);

    afterEach(() => {
      server.kill("SIGKILL");
    });

    const cases = (["s3", "local"] as const).flatMap((backend) => POINTS.map((point) => [backend, point] as const));

    test.each(cases)(
      "state %s, killed after %i resources: adopted, applied, and the next plan is empty",
      async (backend, point) => {
        const folder = temporaryFolder("interrupted");
        await writeFoundation(folder, endpoint, backend);
        must(folder, "init", "-input=false");
        await killApply(folder, point);
        unlockAfterAdvice(folder, backend);

        const adoption = runCli("adopt", folder);
        if (adoption.status !== 0) throw new Error(adoption.output);
        expect(existsSync(join(folder, "adopt.tf.json"))).toBe(adoption.output.includes("Import blocks are in"));
        must(folder, "apply", "-auto-approve", "-input=false", "-no-color");
        expect(terraform(folder, "plan", "-detailed-exitcode", "-input=false", "-no-color").status).toBe(0);
      },
      3_600_000,
    );
  },
);

/**
 * With state in S3 a killed apply leaves its lock: the command reports it, and the command that it names removes it.
 */
function unlockAfterAdvice(folder: string, backend: Backend): void {
  if (backend === "local") return;
  const { status, output } = runCli("adopt", folder);
  const [, lock] = /force-unlock (\S+)/.exec(output) ?? [];
  expect({ status, locked: lock !== undefined }).toEqual({ status: 1, locked: true });
  must(folder, "force-unlock", "-force", lock ?? "");
}

/** Kills Terraform and its providers without warning, as soon as it has created this many resources. */
async function killApply(folder: string, point: number): Promise<void> {
  const apply = spawn("terraform", ["apply", "-json", "-auto-approve", "-input=false"], {
    cwd: folder,
    detached: true,
  });
  let created = 0;
  for await (const line of createInterface({ input: apply.stdout })) {
    if (line.includes('"type":"apply_complete"')) created += 1;
    if (created >= point) break;
  }
  if (apply.pid === undefined) throw new Error("terraform did not start");
  process.kill(-apply.pid, "SIGKILL");
  expect(created).toBe(point);
}

function terraform(folder: string, ...args: readonly string[]) {
  return spawnSync("terraform", args, { cwd: folder, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
}

function must(folder: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = terraform(folder, ...args);
  if (status !== 0) throw new Error(`terraform ${args.join(" ")}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`);
}
