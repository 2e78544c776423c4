import { readFileSync } from "node:fs";
import type { Problem } from "../../problems/problem";
import { shapeFaults, type TerraformCode } from "../../review";
import type { Io } from "../io";
import { jsonFault } from "./json-position";

export interface ParsedTerraform {
  /** `undefined` if there are problems. */
  readonly json?: TerraformCode["json"];
  readonly problems: readonly Problem[];
}

const MAKE_PLAN = "Create it with: terraform plan -out plan.bin && terraform show -json plan.bin > plan.json";
const EXPECTED = "Terraform JSON, or the JSON of a plan";

/** Reads a file, or standard input for `-`, and reports all its problems. */
export function parseTerraform(file: string, io: Pick<Io, "readInput">): ParsedTerraform {
  const source = file === "-" ? "standard input" : file;
  const bytes = read(file, io);
  if (typeof bytes === "string") return problem(source, bytes, "a readable file", "Pass another file.");
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const remedy = `Convert it to JSON: terraform show -json ${source} > plan.json`;
    return problem(source, "a plan in Terraform's own binary format", EXPECTED, remedy);
  }
  const text = decode(bytes);
  if (text === undefined) return problem(source, "binary data", EXPECTED, MAKE_PLAN);
  if (text.trim() === "") return problem(source, "an empty file", EXPECTED, MAKE_PLAN);
  return parse(source, text);
}

function parse(source: string, text: string): ParsedTerraform {
  try {
    const json: unknown = JSON.parse(text);
    return checkShape(source, json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (source.endsWith(".tf") || looksLikeHcl(text)) {
    return problem(source, "Terraform's own language (HCL)", EXPECTED, `Review a plan instead. ${MAKE_PLAN}`);
  }
  if (/^\s*\{"@level"/.test(text)) {
    return problem(source, "the log of terraform plan -json", "the plan itself, as JSON", MAKE_PLAN);
  }
  const { line, column, found, expected } = jsonFault(text);
  return problem(`${source}:${line}:${column}`, found, expected, "Fix the JSON, or generate it again.");
}

function checkShape(source: string, json: unknown): ParsedTerraform {
  if (isState(json)) return problem(source, "a Terraform state", "a plan, or code", MAKE_PLAN);
  const faults = shapeFaults(json);
  return faults.length > 0
    ? { problems: faults.map((fault) => ({ source, ...fault, remedy: "Fix the file, or generate it again." })) }
    : { json: json as TerraformCode["json"], problems: [] };
}

/** The output of `terraform show -json` without a plan, or a state file. */
function isState(json: unknown): boolean {
  if (typeof json !== "object" || json === null || "planned_values" in json) return false;
  return "lineage" in json || ("format_version" in json && ("values" in json || !("resource_changes" in json)));
}

/** Whether a line starts an HCL block. */
function looksLikeHcl(text: string): boolean {
  const words = "terraform|provider|resource|data|module|variable|locals|output";
  return new RegExp(`^(?:${words})(?: "[\\w-]+"){0,2} \\{`, "m").test(text.slice(0, 100_000));
}

function read(file: string, io: Pick<Io, "readInput">): Uint8Array | string {
  try {
    return file === "-" ? io.readInput() : readFileSync(file);
  } catch (error) {
    return `a file that can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** UTF-8, or UTF-16 with a byte order mark, which is what PowerShell writes. */
function decode(bytes: Uint8Array): string | undefined {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? "utf-16le" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\u0000") ? undefined : text;
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function problem(source: string, found: string, expected: string, remedy: string): ParsedTerraform {
  return { problems: [{ source, path: "", found, expected, remedy }] };
}
