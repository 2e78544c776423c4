import type { Json, Resource, ResourceGraph } from "../../../model";
import { EBS_TYPES, ebsDisks } from "../../ebs-disks";
import { checkValue, IN_PROD } from "../../outcomes";
import { isReplica } from "../../replica";
import type { Outcome, Rule } from "../../rule";

const OUTDATED = ["gp2", "standard", "io1"];

function judge(graph: ResourceGraph, resource: Resource, type: Json | undefined, path: string, absent: Json): Outcome {
  return checkValue(
    graph.resolve(resource, type),
    path,
    (name) => !OUTDATED.includes(String(name)),
    (name) => `${String(name)} costs more than its successor.`,
    absent,
  );
}

export const currentVolumeTypes: Rule = {
  id: "current-volume-types",
  title: "Volumes use gp3 or io2",
  why: "gp3 costs a fifth less than gp2 and is faster; io2 is more durable than io1 at the same price.",
  remedy: 'Set type, volume_type or storage_type to "gp3".',
  severity: "low",
  area: "cost",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html#gp3-ebs-volume-type",
  resourceTypes: [...EBS_TYPES, "aws_db_instance"],
  check: (resource, { graph }) => {
    if (resource.type === "aws_ebs_volume") return [judge(graph, resource, resource.body.type, "type", "gp2")];
    if (resource.type === "aws_db_instance") {
      const { storage_type, iops } = resource.body;
      if (isReplica(resource)) return [];
      return [judge(graph, resource, storage_type, "storage_type", (iops ?? 0) === 0 ? "gp2" : "io1")];
    }
    // Without a type the machine image decides.
    return ebsDisks(graph, resource).map(({ volume_type }) =>
      judge(graph, resource, volume_type, "volume_type", "gp3"),
    );
  },
  examples: {
    pass: { resource: { aws_ebs_volume: { cache: { type: "gp3", size: 100 } } } },
    fail: { resource: { aws_ebs_volume: { cache: { size: 100 } } } },
  },
};
