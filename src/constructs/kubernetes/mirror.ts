import type { ChartImage, ChartPin } from "../../catalogue/component";
import type { JsonObject } from "./json";

/** Source of a chart: its own repository, or the mirror, which holds all charts in one folder. */
export function chartSource(chart: ChartPin, mirror: string): { readonly repository: string; readonly chart: string } {
  return { repository: mirror === "" ? chart.repository : `${mirror}/charts`, chart: chart.name };
}

/** Values that redirect every image of a chart to the mirror, which keeps the paths of the public registries. */
export function mirroredImages({ images }: ChartPin, mirror: string): JsonObject {
  if (mirror === "") return {};
  const registry = mirror.replace(/^oci:\/\//, "");
  return images.reduce<JsonObject>((values, image) => merge(values, redirected(image, registry)), {});
}

/** An image in one of our manifests, under its public name or at the mirror. */
export function mirroredImage(image: string, mirror: string): string {
  return mirror === "" ? image : `${mirror.replace(/^oci:\/\//, "")}/${path(image)}`;
}

function redirected({ at, image, form }: ChartImage, registry: string): JsonObject {
  const target = path(image);
  switch (form) {
    case "repository":
      return nested(at, { repository: `${registry}/${target}` });
    case "registry":
      return nested(at, { registry, repository: target });
    case "text":
      return nested(at, target === "" ? registry : `${registry}/${target}`);
    case "hub":
      return nested(at, target === "" ? registry : `${registry}/${target}`);
  }
}

/** The path below the registry: `quay.io/jetstack/x` → `jetstack/x`. */
function path(image: string): string {
  return image.split("/").slice(1).join("/");
}

function nested(at: string, value: JsonObject | string): JsonObject {
  const [name = "", ...rest] = at.split(".");
  return { [name]: rest.length === 0 ? value : nested(rest.join("."), value) };
}

/** Blocks are merged; other values are taken from the right. */
export function merge(left: JsonObject, right: JsonObject): JsonObject {
  const result: Record<string, JsonObject[string]> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const own = result[key];
    result[key] = isBlock(own) && isBlock(value) ? merge(own, value) : value;
  }
  return result;
}

function isBlock(value: JsonObject[string]): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
