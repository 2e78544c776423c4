import type { Json, JsonObject, Resource, ResourceGraph } from "../../../model";
import { FROM_STAGING, fail, isTrue, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** Metadata accepts TRUE, true, Y, Yes and 1: https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys */
function isSet(value: Json | undefined): boolean {
  return /^(true|y|yes|1)$/i.test(String(value ?? ""));
}

function isClear(value: Json | undefined): boolean {
  return /^(false|n|no|0)$/i.test(String(value ?? ""));
}

function metadataOf(resource: Resource, graph: ResourceGraph): JsonObject {
  return graph.blocks(resource, "metadata")[0] ?? {};
}

export const machineAccessClosed: Rule = {
  id: "machine-access-closed",
  title: "Machines are accessed through OS Login only",
  why: "SSH keys in metadata have no owner and outlive the people who leave; the serial console has no firewall.",
  remedy: 'Set enable-oslogin = "TRUE" for the project; leave serial-port-enable and can_ip_forward off.',
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/compute/docs/oslogin",
  equivalents: {
    checkov: ["CKV_GCP_33", "CKV_GCP_34", "CKV_GCP_35", "CKV_GCP_36"],
    cis: ["GCP 3.0.0 4.4", "GCP 3.0.0 4.5", "GCP 3.0.0 4.6"],
  },
  resourceTypes: ["google_compute_project_metadata", "google_compute_instance", "google_compute_instance_template"],
  check: (resource, { graph }) => {
    const metadata = metadataOf(resource, graph);
    if (resource.type === "google_compute_project_metadata") {
      return [isSet(metadata["enable-oslogin"]) ? PASS : fail("OS Login is not on.", "metadata.enable-oslogin")];
    }
    return [
      isClear(metadata["enable-oslogin"]) ? fail("OS Login is off.", "metadata.enable-oslogin") : PASS,
      isSet(metadata["serial-port-enable"]) ? fail("The serial console is on.", "metadata.serial-port-enable") : PASS,
      isTrue(resource.body.can_ip_forward ?? false)
        ? fail("It may send packets from other addresses.", "can_ip_forward")
        : PASS,
    ];
  },
  examples: {
    pass: { resource: { google_compute_instance: { train: { metadata: { "enable-oslogin": "TRUE" } } } } },
    fail: { resource: { google_compute_instance: { train: { metadata: { "serial-port-enable": "true" } } } } },
  },
};
