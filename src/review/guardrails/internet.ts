import type { Json } from "../model";

/** Whether a range is everybody on the internet, whichever way it is written. */
export function isInternet(range: Json | undefined): boolean {
  return typeof range === "string" && range.endsWith("/0");
}
