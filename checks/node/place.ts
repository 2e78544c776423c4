import { join } from "node:path";
import { CACHE } from "../build-go";

/** Where a node is: its files, and its link to this machine. Two nodes never share a place. */
export interface Place {
  /** Everything that the node writes. */
  readonly folder: string;
  /** Network device on this machine, and name of the node's control groups. */
  readonly link: string;
  /** This machine's address on the link. */
  readonly host: string;
  /** The node's address, on which its API server and node ports answer. */
  readonly address: string;
}

/**
 * @param number from 0 to 63
 * The link's addresses are of the range for tests between networks, so that no real network has them:
 * https://www.rfc-editor.org/rfc/rfc2544#appendix-C.2.2
 */
export function placeOf(number: number): Place {
  return {
    folder: join(CACHE, `node-${number}`),
    link: `mlops-node-${number}`,
    host: `198.18.0.${4 * number + 1}`,
    address: `198.18.0.${4 * number + 2}`,
  };
}

/** Addresses inside the node, where they are its own. */
export const PODS = "10.244.0.0/16";
export const SERVICES = "10.96.0.0/16";
export const API_SERVICE = "10.96.0.1";
export const DNS_SERVICE = "10.96.0.10";
export const NODE_NAME = "node";
