import type { Json, JsonObject, Resource } from "../model";
import type { EstimateContext } from "./estimate";

export type Provider = "aws" | "google";

/** The region that a resource is billed in: its own, or that of its provider; `undefined` where only the plan knows. */
export function regionOf(resource: Resource, { graph }: Pick<EstimateContext, "graph">): string | undefined {
  for (const key of ["region", "location", "zone"]) {
    const own = graph.attribute(resource, key);
    if (own.kind === "unknown") return undefined;
    if (own.kind === "known" && own.value !== "global") return normalised(own.value);
  }
  const configurations = graph.stackOf(resource).providers[providerOf(resource)] ?? [];
  return normalised(configurationOf(resource, configurations)?.region);
}

export function providerOf({ type }: Resource): Provider {
  return type.startsWith("aws_") ? "aws" : "google";
}

/** `provider = "aws.west"` chooses the configuration with that alias; without it the one without an alias holds. */
function configurationOf({ body }: Resource, configurations: readonly JsonObject[]): JsonObject | undefined {
  const [, alias] = typeof body.provider === "string" ? body.provider.split(".") : [];
  return configurations.find((configuration) => configuration.alias === alias) ?? configurations[0];
}

/** A zone lies in its region; Cloud Storage writes regions in capitals. */
function normalised(region: Json | undefined): string | undefined {
  if (typeof region !== "string" || region.includes("${")) return undefined;
  return region.toLowerCase().replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, "$1");
}
