import type { Json } from "../model";

/** Whether a range is the whole internet, in any notation. */
export function isInternet(range: Json | undefined): boolean {
  return typeof range === "string" && range.endsWith("/0");
}
