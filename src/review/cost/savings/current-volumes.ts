import { TIER_NAMES } from "../../../facts/tier";
import { blocksOf, type Json, type JsonObject } from "../../model";
import type { Suggestion } from "./suggestion";

export const currentVolumes: Suggestion = {
  id: "current-volumes",
  title: "Move gp2 volumes to gp3",
  caution: "Large gp2 volumes have more IOPS than gp3's 3,000; provision as many as are used.",
  tiers: TIER_NAMES,
  change:
    () =>
    ({ type, body }) => {
      if (type === "aws_ebs_volume") return isGp2(body.type) ? { ...body, type: "gp3" } : undefined;
      if (type === "aws_db_instance")
        return isGp2(body.storage_type) && body.allocated_storage !== undefined
          ? { ...body, storage_type: "gp3" }
          : undefined;
      if (type !== "aws_launch_template") return undefined;
      const mappings = blocksOf(body.block_device_mappings);
      return mappings.some(({ ebs }) => blocksOf(ebs).some(({ volume_type }) => isGp2(volume_type)))
        ? { ...body, block_device_mappings: mappings.map(asGp3) }
        : undefined;
    },
};

/** The default type is gp2 too. */
function isGp2(type: Json | undefined): boolean {
  return type === undefined || type === null || type === "gp2";
}

function asGp3(mapping: JsonObject): JsonObject {
  return {
    ...mapping,
    ebs: blocksOf(mapping.ebs).map((ebs) => (isGp2(ebs.volume_type) ? { ...ebs, volume_type: "gp3" } : ebs)),
  };
}
