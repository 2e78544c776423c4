import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

/** Subnets without machines. */
const WITHOUT_MACHINES = [
  "REGIONAL_MANAGED_PROXY",
  "GLOBAL_MANAGED_PROXY",
  "PRIVATE_SERVICE_CONNECT",
  "PRIVATE_NAT",
  "PEER_MIGRATION",
];

export const privateGoogleAccess: Rule = {
  id: "private-google-access",
  title: "Private machines reach Google APIs privately",
  why: "Without it, images and models are downloaded through NAT, which is billed and can fail.",
  remedy: "Set private_ip_google_access = true.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/vpc/docs/private-google-access",
  equivalents: { checkov: ["CKV_GCP_74"] },
  resourceTypes: ["google_compute_subnetwork"],
  check: (subnet, { graph }) =>
    WITHOUT_MACHINES.includes(String(subnet.body.purpose))
      ? []
      : [
          checkAttribute(
            graph,
            subnet,
            "private_ip_google_access",
            isTrue,
            () => "Machines reach Google APIs only through NAT.",
            false,
          ),
        ],
  examples: {
    pass: { resource: { google_compute_subnetwork: { main: { private_ip_google_access: true } } } },
    fail: { resource: { google_compute_subnetwork: { main: { name: "main" } } } },
  },
};
