import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const FOLDER = resolve(__dirname, "../.github/workflows");

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly env?: object }[];
  readonly if?: string;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

describe.each(readdirSync(FOLDER))("%s", (file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  const workflow: Workflow = parse(text);
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  test("pins every action to a commit, with its version in a comment", () => {
    for (const [, action, rest] of text.matchAll(/uses: ([^@\s]+)@(.*)/g)) {
      expect([action, rest]).toEqual([action, expect.stringMatching(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/)]);
    }
  });

  test("grants no permissions by default, and each job only what it needs", () => {
    expect(workflow.permissions).toEqual({});
    for (const [, { permissions = {} }] of jobs) {
      for (const [scope, access] of Object.entries(permissions)) {
        const writable = ["id-token", "pull-requests", "security-events"];
        expect([scope, access]).toEqual([scope, writable.includes(scope) ? "write" : "read"]);
      }
    }
  });

  test("has no keys, and never runs a fork's code with permissions", () => {
    expect(text).not.toMatch(/secrets\.|AWS_SECRET_ACCESS_KEY|credentials_json|pull_request_target/);
  });

  test("never interpolates untrusted input into a script", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });
});

test("the job that comments on a pull request runs none of its code", () => {
  const { jobs }: Workflow = parse(readFileSync(join(FOLDER, "review.yml"), "utf8"));
  const writers = Object.entries(jobs).filter(([, { permissions = {} }]) => permissions["pull-requests"] === "write");
  expect(writers.map(([name]) => name)).toEqual(["comment"]);
  for (const [, { steps = [] }] of writers)
    expect(steps.filter(({ uses }) => uses?.startsWith("actions/checkout"))).toEqual([]);
});

test("code of a pull request never runs on the self-hosted runner", () => {
  const text = readFileSync(join(FOLDER, "review.yml"), "utf8");
  expect(text).not.toContain("vars.RUNNER");
});

test("forks can't assume an identity", () => {
  const { jobs }: Workflow = parse(readFileSync(join(FOLDER, "review.yml"), "utf8"));
  for (const job of Object.values(jobs)) {
    if (job.permissions?.["id-token"] === undefined) continue;
    expect(job.if).toContain("head.repo.full_name == github.repository");
  }
});
