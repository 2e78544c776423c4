import { z } from "zod";
import { block, text } from "./vocabulary";

/** Whether an address is only a protocol, a host, and perhaps a port that exists. */
function isBare(address: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(address) && URL.canParse(address);
}

const URL_OF_STORE = "a URL without a path, e.g. https://s3.example.com:9000";

const store = {
  endpoint: z.string({ error: URL_OF_STORE }).refine(isBare, { error: URL_OF_STORE }),
  region: text(/^[a-z0-9-]+$/, "the name of a region; us-east-1 for a store without regions"),
};

/** What the block `cloud` of an existing cluster may name in place of an embedded server. */
export const ownServers = {
  objectStore: block(store).optional(),
};
