import { existsSync, readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { z } from "zod";
import { approvalSchema, usageSchema, waiverSchema } from "../../environment/schema";
import { TIER_NAMES } from "../../facts/tier";
import { nearest } from "../../problems/nearest";
import { InputError, type Problem } from "../../problems/problem";
import { type Approval, MONEY_RULES, RULES, type Strictness, type UsageAssumptions, type Waiver } from "../../review";

/** The settings for reviewing code that belongs to no environment. */
export interface GuardrailsFile {
  readonly strictness?: Strictness;
  /** USD/month. */
  readonly budgetUsd?: number;
  /** Usage, which the code does not contain. Anything left out is taken from the tier's defaults. */
  readonly usage?: Partial<UsageAssumptions>;
  readonly waivers: readonly Waiver[];
  readonly approvals: readonly Approval[];
}

/** Default name of the file. */
export const GUARDRAILS_FILE = "guardrails.yaml";

const schema = z.strictObject({
  strictness: z.enum(TIER_NAMES, { error: "dev, staging or prod" }).optional(),
  budgetUsd: z
    .number({ error: "USD a month, a number above 0" })
    .positive({ error: "USD a month, a number above 0" })
    .optional(),
  usage: usageSchema.optional(),
  waivers: z.array(waiverSchema, { error: "a list of waivers" }).default([]),
  approvals: z.array(approvalSchema, { error: "a list of approvals" }).default([]),
});

const KEYS = Object.keys(schema.shape);

/**
 * Reads the settings for reviewing arbitrary Terraform code.
 * @param named the file from the command line; without one the default file is read, if it exists
 * @throws InputError with every problem of the file
 */
export function readGuardrailsFile(named: string | undefined): GuardrailsFile {
  const path = named ?? GUARDRAILS_FILE;
  if (named === undefined && !existsSync(path)) return { waivers: [], approvals: [] };
  const content = parsed(path);
  const result = schema.safeParse(content ?? {});
  const problems = result.success
    ? unknownRules(path, result.data.waivers)
    : result.error.issues.flatMap(problemOf(path));
  if (problems.length > 0 || !result.success) throw new InputError(problems);
  const { strictness, budgetUsd, usage, waivers, approvals } = result.data;
  return {
    waivers,
    approvals,
    ...(strictness !== undefined && { strictness }),
    ...(budgetUsd !== undefined && { budgetUsd }),
    ...(usage && { usage: definedOf(usage) }),
  };
}

/** Without undefined values. */
function definedOf(usage: z.infer<typeof usageSchema>): Partial<UsageAssumptions> {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== undefined));
}

function parsed(path: string): unknown {
  const text = textOf(path);
  const document = parseDocument(text);
  if (document.errors.length === 0) return document.toJS();
  throw new InputError(
    document.errors.map(({ linePos, message }) => ({
      source: linePos ? `${path}:${linePos[0].line}:${linePos[0].col}` : path,
      path: "",
      found: message.split("\n")[0] ?? message,
      expected: "YAML",
      remedy: "Fix the line.",
    })),
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError([
      {
        source: "--config",
        path: "",
        found: `${path}: ${error instanceof Error ? error.message : String(error)}`,
        expected: "a file with waivers and approvals",
        remedy: "Pass a file that exists.",
      },
    ]);
  }
}

function problemOf(source: string): (issue: z.core.$ZodIssue) => Problem[] {
  return (issue) => {
    const path = issue.path.join(".");
    if (issue.code !== "unrecognized_keys") {
      const expected = issue.message;
      return [
        { source, path, found: "a missing or invalid value", expected, remedy: `Change ${path} to ${expected}.` },
      ];
    }
    return issue.keys.map((key) => {
      const meant = nearest(key, KEYS);
      return {
        source,
        path: path === "" ? key : `${path}.${key}`,
        found: `the unknown key "${key}"`,
        expected: path === "" ? `one of ${KEYS.join(", ")}` : `a known key of ${path.split(".")[0]}`,
        remedy: meant === undefined ? `Remove ${key}.` : `Did you mean ${meant}? Otherwise remove it.`,
      };
    });
  };
}

function unknownRules(source: string, waivers: readonly Waiver[]): Problem[] {
  const ids = [...RULES, ...MONEY_RULES].map(({ id }) => id);
  return waivers.flatMap(({ rule }, index) => {
    if (ids.includes(rule)) return [];
    const meant = nearest(rule, ids);
    return [
      {
        source,
        path: `waivers.${index}.rule`,
        found: `"${rule}"`,
        expected: "the id of a rule; `mlops rules` lists them",
        remedy: meant === undefined ? "Remove the waiver." : `Did you mean ${meant}?`,
      },
    ];
  });
}
