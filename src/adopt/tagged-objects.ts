import type { PlannedCreate } from "./planned-create";

/** An object in an AWS account, as the Resource Groups Tagging API lists it. */
export interface TaggedObject {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * AWS types whose id is drawn by AWS, and what stands before the id in their ARN:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 * They are recognized by their tag `Name`, which is unique for each type of an environment.
 */
const ARN_PREFIX: Readonly<Record<string, string>> = {
  aws_eip: "ec2:elastic-ip/",
  aws_eks_pod_identity_association: "eks:podidentityassociation/",
  aws_flow_log: "ec2:vpc-flow-log/",
  aws_internet_gateway: "ec2:internet-gateway/",
  aws_kms_key: "kms:key/",
  aws_launch_template: "ec2:launch-template/",
  aws_nat_gateway: "ec2:natgateway/",
  aws_route_table: "ec2:route-table/",
  aws_secretsmanager_secret: "secretsmanager:secret:",
  aws_security_group: "ec2:security-group/",
  aws_subnet: "ec2:subnet/",
  aws_vpc: "ec2:vpc/",
  aws_vpc_endpoint: "ec2:vpc-endpoint/",
  aws_vpc_security_group_ingress_rule: "ec2:security-group-rule/",
};

/** Whether objects of the type are recognized by their tag `Name`. */
export function isTagged(type: string): boolean {
  return Object.hasOwn(ARN_PREFIX, type);
}

/** The import ids of every object that has the type and the tag `Name` of a planned resource. */
export function taggedIds({ type, values }: PlannedCreate, objects: readonly TaggedObject[]): readonly string[] {
  const prefix = Object.hasOwn(ARN_PREFIX, type) ? ARN_PREFIX[type] : undefined;
  const name = nameTag(values);
  if (prefix === undefined || name === undefined) return [];
  return objects
    .filter(({ arn, tags }) => serviceAndResource(arn).startsWith(prefix) && tags.Name === name)
    .map(({ arn }) => idOf(type, arn, serviceAndResource(arn).slice(prefix.length)));
}

function nameTag({ tags }: Readonly<Record<string, unknown>>): string | undefined {
  const name: unknown = typeof tags === "object" && tags !== null ? Reflect.get(tags, "Name") : undefined;
  return typeof name === "string" ? name : undefined;
}

/** `arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1` is `ec2:vpc/vpc-1`. */
function serviceAndResource(arn: string): string {
  const [, , service = "", , , ...resource] = arn.split(":");
  return `${service}:${resource.join(":")}`;
}

function idOf(type: string, arn: string, rest: string): string {
  if (type === "aws_secretsmanager_secret") return arn;
  // <cluster>/<id> in the ARN, <cluster>,<id> for the import.
  return type === "aws_eks_pod_identity_association" ? rest.replace("/", ",") : rest;
}
