import { TIER_NAMES } from "../../../facts/tier";
import { isScalar, type Json, type Resource } from "../../model";
import type { EstimateContext } from "../estimate";
import { isPriced } from "./is-priced";
import type { Suggestion } from "./suggestion";

/** The Graviton family of the same or the next generation: https://aws.amazon.com/ec2/graviton/ */
const FAMILIES: Readonly<Record<string, string>> = {
  ...{ t2: "t4g", t3: "t4g", t3a: "t4g" },
  ...{ m5: "m6g", m5a: "m6g", m6i: "m7g", m6a: "m7g", m7i: "m7g", "m7i-flex": "m7g", m7a: "m7g" },
  ...{ c5: "c6g", c5a: "c6g", c6i: "c7g", c6a: "c7g", c7i: "c7g", "c7i-flex": "c7g", c7a: "c7g" },
  ...{ r5: "r6g", r5a: "r6g", r6i: "r7g", r6a: "r7g", r7i: "r7g", r7a: "r7g" },
};

export const armMachines: Suggestion = {
  id: "arm-machines",
  title: "Run nodes, machines and databases on Graviton processors",
  caution: "Your own images must also be built for arm64; managed databases need no change.",
  tiers: TIER_NAMES,
  change: (context) => (resource) => {
    const { type, body } = resource;
    const arm = (value: Json | undefined) => armType(resource, context, value);
    if (type === "aws_eks_node_group" && Array.isArray(body.instance_types)) {
      const types = body.instance_types.map((each) => arm(each) ?? each);
      return JSON.stringify(types) === JSON.stringify(body.instance_types)
        ? undefined
        : { ...body, instance_types: [...new Set(types)] };
    }
    const attribute = type === "aws_db_instance" ? "instance_class" : "instance_type";
    if (!["aws_db_instance", "aws_instance", "aws_launch_template"].includes(type)) return undefined;
    const instead = arm(body[attribute]);
    return instead === undefined ? undefined : { ...body, [attribute]: instead };
  },
};

function armType(resource: Resource, context: EstimateContext, value: Json | undefined): string | undefined {
  const [, prefix = "", family = "", size = ""] =
    /^(db\.)?([a-z0-9-]+)\.(\w+)$/.exec(isScalar(value) ? String(value) : "") ?? [];
  const arm = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (arm === undefined) return undefined;
  const instead = `${prefix}${arm}.${size}`;
  const table = prefix === "" ? "ec2.on-demand" : "rds.postgres.single-az";
  return isPriced(resource, context, table, instead) ? instead : undefined;
}
