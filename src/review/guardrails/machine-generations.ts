/**
 * Families that AWS lists as previous generation, from its upgrade paths and tflint's list:
 * https://aws.amazon.com/ec2/previous-generation/
 * https://github.com/terraform-linters/tflint-ruleset-aws/blob/master/rules/aws_instance_previous_type.go
 */
const PREVIOUS = new Set([
  ...["c1", "c2", "c3", "cc2", "cg1", "cr1", "g2", "hi1", "hs1", "i2", "m1", "m2", "m3", "r3", "t1"],
]);

/**
 * Classes that the RDS price list marks as previous generation:
 * https://github.com/terraform-linters/tflint-ruleset-aws/blob/master/rules/db_instance_types/instance_classes.json
 */
const PREVIOUS_DATABASE = new Set(["m1", "m2", "m3", "m4", "r3", "r4", "t1", "t2"]);

/** AWS sizes in vCPUs, for families with one vCPU per hardware thread. */
const AWS_SIZE = /\.(?:metal-)?(\d+)xl(?:arge)?$/;

/** `m5.large`, `db.m5.large`. */
export function isPreviousGeneration(machineType: string): boolean {
  const [first = "", second = ""] = machineType.split(".");
  return first === "db" ? PREVIOUS_DATABASE.has(second) : PREVIOUS.has(first === "ml" ? second : first);
}

/** Number of vCPUs according to a type's name; small types and types without a size in their name count as 0. */
export function vcpusByName(machineType: string): number {
  const [, multiple] = AWS_SIZE.exec(machineType) ?? [];
  if (multiple !== undefined) return 4 * Number(multiple);
  const [, google] = /^[a-z]\d\w*-[a-z]+-(\d+)/.exec(machineType) ?? [];
  return Number(google ?? 0);
}
