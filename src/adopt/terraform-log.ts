/** A lock on a state: who holds it, since when, and for what. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: string;
}

export interface LogError {
  /** The address of the affected resource, if Terraform reports it. */
  readonly address?: string;
  readonly summary: string;
  readonly detail: string;
}

/** How many resources a plan would import, add, change and remove. */
export interface ChangeSummary {
  readonly import: number;
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** The relevant parts of the output of `terraform plan -json`. */
export interface TerraformLog {
  /** Addresses whose object was read, so it exists. */
  readonly read: readonly string[];
  /** Addresses to import whose object doesn't exist. */
  readonly missing: readonly string[];
  /** Import ids of which a provider says in its own words that nothing exists. */
  readonly missingIds: readonly string[];
  /** Addresses whose object the plan would delete or replace. */
  readonly destroyed: readonly string[];
  /** All errors except those behind `missing` and `missingIds`. */
  readonly errors: readonly LogError[];
  readonly lock: StateLock | undefined;
  readonly summary: ChangeSummary | undefined;
}

/** https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Message {
  readonly type?: string;
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
  readonly hook?: { readonly resource: { readonly addr: string }; readonly id_value?: string };
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly changes?: ChangeSummary;
}

const MISSING = "Cannot import non-existent remote object";

/** Parses the output of `terraform plan -json`; a line that isn't JSON is treated as an error message. */
export function readTerraformLog(text: string): TerraformLog {
  const messages = text.split("\n").filter(Boolean).map(parse);
  const errors = messages.flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [errorOf(diagnostic)] : []));
  return {
    read: messages
      .filter(({ type, hook }) => type === "refresh_complete" && hook?.id_value)
      .map(({ hook }) => hook?.resource.addr ?? ""),
    missing: errors
      .filter(({ summary }) => summary === MISSING)
      .map(({ detail }) => /"([^"]+)"/.exec(detail)?.[1] ?? ""),
    destroyed: messages
      .filter(({ type, change }) => type === "planned_change" && /^(replace|delete)$/.test(change?.action ?? ""))
      .map(({ change }) => change?.resource.addr ?? ""),
    missingIds: errors.flatMap(({ summary }) => missingId(summary) ?? []),
    errors: errors.filter(({ summary }) => summary !== MISSING && missingId(summary) === undefined),
    lock: errors.map(lockOf).find((lock) => lock !== undefined),
    summary: messages.findLast(({ type }) => type === "change_summary")?.changes,
  };
}

/**
 * The AWS provider reads a route table association while it imports it:
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_route_table_association.go
 */
function missingId(summary: string): string | undefined {
  const [, table, target] =
    /^No association found between route table ID (\S+) and target ID (\S+)$/.exec(summary) ?? [];
  return table && target && `${target}/${table}`;
}

function errorOf({ summary, detail = "", address }: NonNullable<Message["diagnostic"]>): LogError {
  return { summary, detail, ...(address !== undefined && { address }) };
}

function parse(line: string): Message {
  try {
    return JSON.parse(line);
  } catch {
    return { diagnostic: { severity: "error", summary: line } };
  }
}

/**
 * Terraform reports the lock in the text of its error: https://developer.hashicorp.com/terraform/language/state/locking
 */
function lockOf({ summary, detail }: LogError): StateLock | undefined {
  if (summary !== "Error acquiring the state lock") return undefined;
  const field = (name: string) => new RegExp(`^\\s*${name}:[ \\t]*(.*)$`, "m").exec(detail)?.[1]?.trim() ?? "";
  return { id: field("ID"), who: field("Who"), operation: field("Operation"), created: field("Created") };
}
