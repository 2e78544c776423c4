import type { Import } from "./import";
import type { StateResource } from "./planned-create";
import type { TaggedObject } from "./tagged-objects";

/** Terraform JSON: https://developer.hashicorp.com/terraform/language/syntax/json */
export type StackJson = Readonly<Record<string, unknown>>;

const TAGGED = "aws_resourcegroupstaggingapi_resources";
const TAGGED_ADDRESS = `data.${TAGGED}.adopt`;

/** The lookup of tagged objects and its result. */
export const LOOK_UP = {
  read: (resources: readonly StateResource[]): readonly TaggedObject[] => {
    const list = resources.find(({ address }) => address === TAGGED_ADDRESS)?.values?.resource_tag_mapping_list;
    return Array.isArray(list) ? list.map(({ resource_arn, tags }) => ({ arn: resource_arn, tags })) : [];
  },
  /** The address that a probe imports a candidate to: one address can have several candidates, each read separately. */
  addressOf: (address: string, index: number): string => `${address.split(".")[0]}.candidate-${index}`,
};

/** On AWS, a data source that lists every object with the stack's default tags; empty on other clouds. */
export function lookUpObjects(stack: StackJson): StackJson {
  const tags = Object.entries(defaultTags(stack));
  return tags.length === 0
    ? {}
    : { data: { [TAGGED]: { adopt: { tag_filter: tags.map(([key, value]) => ({ key, values: [value] })) } } } };
}

/**
 * A configuration that imports every candidate independently. It has the stack's providers and their inputs, but no
 * resources and its own empty state, so that a missing object does not prevent others from being read.
 */
export function probe(stack: StackJson, candidates: readonly Import[]): StackJson {
  const { required_providers } = record(stack.terraform);
  const imports = candidates.map(({ address, id }, index) => ({ to: LOOK_UP.addressOf(address, index), id }));
  const shared = ["provider", "data", "locals", "variable"].flatMap((section) =>
    section in stack ? [[section, stack[section]]] : [],
  );
  return { terraform: { required_providers }, ...Object.fromEntries(shared), import: imports };
}

/** Settings of the providers that apply if a resource does not set them: account, region and project. */
export function providerSettings(stack: StackJson): Readonly<Record<string, string>> {
  const [aws = {}] = list(record(stack.provider).aws);
  const [google = {}] = list(record(stack.provider).google);
  const [account] = list(record(aws).allowed_account_ids);
  const settings = {
    account_id: account,
    region: record(aws).region ?? record(google).region,
    project: record(google).project,
  };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}

function defaultTags(stack: StackJson): Readonly<Record<string, string>> {
  const [aws] = list(record(stack.provider).aws);
  const [block] = list(record(aws).default_tags);
  return Object.fromEntries(
    Object.entries(record(record(block).tags)).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value]] : [],
    ),
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
