import type { Resource } from "../../model";
import { Bill } from "../bill";
import { BlockReader } from "../block-reader";
import { ebsVolume } from "../ebs-volume";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { launchTemplates, templateTypes, templateVolumes } from "../launch-template";

/**
 * https://aws.amazon.com/ec2/pricing/on-demand/, for Linux on shared hardware; a reserved address is billed with its
 * aws_eip. Settings missing from the instance come from its launch template.
 */
export const awsInstance: Estimator = {
  type: "aws_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const templates = launchTemplates(resource, context.graph);
    return [
      instance(resource, templates, context, bill),
      ...disks(resource, templates, context, bill),
      ...address(bill),
    ];
  },
};

function instance(
  resource: Resource,
  templates: readonly Resource[],
  { graph }: EstimateContext,
  bill: Bill,
): CostLine {
  const type = bill.has("instance_type") ? bill.text("instance_type") : templateTypes(templates, graph)[0];
  if (!type) return bill.unpriced("instance", "its type is not in the code or unknown");
  if (bill.text("tenancy", "default") !== "default") {
    return bill.unpriced(`instance ${type}`, "the book only has shared hardware");
  }
  const market = [resource, ...templates]
    .flatMap((each) => graph.blocks(each, "instance_market_options"))
    .map(({ market_type }) => market_type ?? "spot");
  if (market.some((type) => type !== "spot")) {
    return bill.unpriced(`instance ${type}`, "the book has no price for this market");
  }
  return market.length > 0
    ? bill.line({ item: `spot instance ${type}`, quantity: HOURS_PER_MONTH, table: "ec2.spot", price: type })
    : bill.line({ item: `instance ${type}`, quantity: HOURS_PER_MONTH, table: "ec2.on-demand", price: type });
}

function disks(resource: Resource, templates: readonly Resource[], { graph }: EstimateContext, bill: Bill): CostLine[] {
  const root = graph.blocks(resource, "root_block_device");
  const lines = [...root, ...graph.blocks(resource, "ebs_block_device")]
    .map((block) => new BlockReader(resource, block, graph))
    .flatMap((block) =>
      ebsVolume(
        bill,
        "disk",
        {
          type: block.text("volume_type", "gp2"),
          size: block.number("volume_size"),
          iops: block.number("iops", 0),
          throughput: block.number("throughput", 0),
        },
        (quantity) => ({ quantity }),
      ),
    );
  if (root.length > 0) return lines;
  const others =
    templates.length > 0
      ? templateVolumes(bill, "disk", templates, graph, (quantity) => ({ quantity }))
      : [bill.unpriced("root disk", "its size and type come from the image")];
  return [...others, ...lines];
}

function address(bill: Bill): CostLine[] {
  return bill.text("associate_public_ip_address", "false") === "true"
    ? [bill.line({ item: "public IPv4 address", quantity: HOURS_PER_MONTH, price: "vpc.public_ipv4" })]
    : [];
}
