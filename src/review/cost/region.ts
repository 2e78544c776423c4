import { CLOUDS, type CloudProvider } from "../../facts/provider";
import type { Json, JsonObject, Resource } from "../model";
import type { EstimateContext } from "./estimate";

type Graph = Pick<EstimateContext, "graph">;

/** The region in which a resource is billed: its own, or its provider's; `undefined` if only the plan knows. */
export function regionOf(resource: Resource, { graph }: Graph): string | undefined {
  for (const key of ["region", "location", "zone"]) {
    const own = graph.attribute(resource, key);
    if (own.kind === "unknown") return undefined;
    if (own.kind === "known" && own.value !== "global") return normalised(own.value);
  }
  const configurations = graph.stackOf(resource).providers[providerOf(resource, { graph })] ?? [];
  return normalised(configurationOf(resource, configurations)?.region);
}

/** The cloud that bills it. Resources of neither cloud, such as charts, belong to the cloud of their stack. */
export function providerOf(resource: Resource, { graph }: Graph): CloudProvider {
  if (/^(aws|google)_/.test(resource.type)) return resource.type.startsWith("aws_") ? "aws" : "google";
  return graph.stackOf(resource).providers.aws ? "aws" : "google";
}

/** Whether a cloud bills the stack of a resource; otherwise its cluster is not part of the code. */
export function isOnCloud(resource: Resource, { graph }: Graph): boolean {
  const { providers } = graph.stackOf(resource);
  return CLOUDS.some((cloud) => providers[cloud] !== undefined);
}

/** `provider = "aws.west"` chooses the configuration with that alias; without it the one without an alias is used. */
function configurationOf({ body }: Resource, configurations: readonly JsonObject[]): JsonObject | undefined {
  const [, alias] = typeof body.provider === "string" ? body.provider.split(".") : [];
  return configurations.find((configuration) => configuration.alias === alias) ?? configurations[0];
}

/** A zone lies in its region; Cloud Storage writes regions in capitals. */
function normalised(region: Json | undefined): string | undefined {
  if (typeof region !== "string" || region.includes("${")) return undefined;
  return region.toLowerCase().replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, "$1");
}
