import { Decimal } from "decimal.js";
import { isScalar, type Resource, textFrom } from "../../model";
import { Bill } from "../bill";
import { nodes } from "../eks-nodes";
import type { CostLine, EstimateContext, Estimator } from "../estimate";
import { isSpot, launchTemplates, templateTypes, templateVolumes } from "../launch-template";
import { nodeDisks, type PoolSize, poolSize } from "../pool-size";

const MIXED = "mixed_instances_policy";
const MIXED_TEMPLATE = `${MIXED}.launch_template`;
const DISTRIBUTION = `${MIXED}.instances_distribution`;

/**
 * Machines at the price of their instances, and the disks of their launch template; all of several instance types are
 * considered. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
export const awsAutoscalingGroup: Estimator = {
  type: "aws_autoscaling_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const mixed = bill.has(MIXED);
    const path = mixed ? `${MIXED_TEMPLATE}.launch_template_specification` : "launch_template";
    const templates = launchTemplates(resource, context.graph, path);
    const size = poolSize(bill, context, "min_size", "max_size");
    const types = (mixed ? overrideTypes(resource, context) : undefined) ?? templateTypes(templates, context.graph);
    if (!size || !types || types.length === 0) {
      return [bill.unpriced("machines", "the number or type is not in the code or unknown")];
    }
    const volumes = templateVolumes(bill, "machine disk", templates, context.graph, (each) => nodeDisks(size, each));
    return [
      ...(mixed ? mixedMachines(bill, types, size) : machines(bill, context, templates, types, size)),
      ...volumes,
    ];
  },
};

function machines(
  bill: Bill,
  { graph }: EstimateContext,
  templates: readonly Resource[],
  types: readonly string[],
  size: PoolSize,
): CostLine[] {
  const spot = templates.some((template) => isSpot(template, graph));
  return nodes(bill, spot ? "SPOT" : "ON_DEMAND", types, size, "machines");
}

/** The types of the policy; none if it has none, an empty list if the cloud chooses them or counts them differently. */
function overrideTypes(resource: Resource, { graph }: EstimateContext): string[] | undefined {
  const overrides = graph.blocks(resource, `${MIXED_TEMPLATE}.override`);
  if (overrides.length === 0) return undefined;
  const counted = overrides.some(({ weighted_capacity }) => weighted_capacity && textFrom(weighted_capacity) !== "1");
  const types = overrides.map(({ instance_type }) => graph.resolve(resource, instance_type));
  const known = types.flatMap((type) => (type.kind === "known" && isScalar(type.value) ? [String(type.value)] : []));
  return counted || known.length < overrides.length ? [] : known;
}

/** A base on demand, a share of the rest on demand, and the others on spot. */
function mixedMachines(bill: Bill, types: readonly string[], size: PoolSize): CostLine[] {
  const base = bill.number(`${DISTRIBUTION}.on_demand_base_capacity`, 0);
  const percent = bill.number(`${DISTRIBUTION}.on_demand_percentage_above_base_capacity`, 100);
  if (base === undefined || percent === undefined) {
    return [bill.unpriced("machines", "the number of spot machines is unknown")];
  }
  const onDemand = (count: number) => {
    const fixed = Math.min(count, base);
    return new Decimal(count).minus(fixed).times(percent).div(100).plus(fixed).toNumber();
  };
  const part = (of: (count: number) => number): PoolSize => ({
    low: of(size.low),
    high: of(size.high),
    expected: of(size.expected),
  });
  const owned = part(onDemand);
  const spot = part((count) => new Decimal(count).minus(onDemand(count)).toNumber());
  return [
    ...(owned.high > 0 ? nodes(bill, "ON_DEMAND", types, owned, "machines") : []),
    ...(spot.high > 0 ? nodes(bill, "SPOT", types, spot, "machines") : []),
  ];
}
