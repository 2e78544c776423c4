import { REGIONS } from "../../facts/regions";
import type { Fault } from "../../problems/fault";
import { nearest } from "../../problems/nearest";
import { describe } from "../describe";
import type { CloudEnvironment } from "../environment";
import type { Partially } from "../keep-valid";

/** Finds regions and zones that don't exist or don't belong together. */
export function checkPlacement({ cloud }: Partially<CloudEnvironment>): Fault[] {
  if (!cloud?.provider || cloud.region === undefined) return [];
  const regions = REGIONS[cloud.provider];
  const zones = Object.hasOwn(regions, cloud.region) ? regions[cloud.region] : undefined;
  if (!zones) {
    const meant = nearest(cloud.region, Object.keys(regions));
    return [
      {
        path: "cloud.region",
        found: describe(cloud.region),
        expected: `a region of ${cloud.provider}, e.g. ${cloud.provider === "aws" ? "us-east-1" : "us-central1"}`,
        remedy: meant === undefined ? "Choose a region of this cloud." : `Did you mean ${meant}?`,
      },
    ];
  }
  return cloud.zones === undefined ? [] : zoneFaults(cloud.region, zones, cloud.zones);
}

function zoneFaults(region: string, existing: readonly string[], zones: readonly (string | undefined)[]): Fault[] {
  const unknown = zones.flatMap((zone, index) =>
    zone === undefined || existing.includes(zone)
      ? []
      : [
          {
            path: `cloud.zones[${index}]`,
            found: describe(zone),
            expected: `a zone of ${region}: ${existing.join(", ")}`,
            remedy: `Choose one of ${existing.join(", ")}, or set the region of ${describe(zone)}.`,
          },
        ],
  );
  const named = zones.filter((zone) => zone !== undefined);
  if (zones.length === 3 && new Set(named).size === named.length) return unknown;
  return [
    ...unknown,
    {
      path: "cloud.zones",
      found: named.length === 0 ? describe(named) : named.join(", "),
      expected: "three different zones",
      remedy:
        existing.length < 3
          ? `Choose another region: ${region} has only ${existing.join(" and ")}.`
          : `Choose three of ${existing.join(", ")}.`,
    },
  ];
}
