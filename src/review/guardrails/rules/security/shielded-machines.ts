import type { Resource, ResourceGraph } from "../../../model";
import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const PATHS: Readonly<Record<string, string>> = {
  google_compute_instance: "shielded_instance_config",
  google_compute_instance_template: "shielded_instance_config",
  google_container_node_pool: "node_config.shielded_instance_config",
};

function judgeMachine(machine: Resource, graph: ResourceGraph, path: string): Outcome[] {
  return [
    checkAttribute(graph, machine, `${path}.enable_secure_boot`, isTrue, () => "It boots unsigned software.", false),
    checkAttribute(
      graph,
      machine,
      `${path}.enable_integrity_monitoring`,
      isTrue,
      () => "Its boot integrity is not monitored.",
      true,
    ),
  ];
}

export const shieldedMachines: Rule = {
  id: "shielded-machines",
  title: "Machines boot verified software",
  why: "Malware in the boot chain survives a reinstallation of the system.",
  remedy: "Set enable_secure_boot = true in shielded_instance_config, and leave shielded nodes on.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/shielded-gke-nodes",
  equivalents: {
    checkov: ["CKV_GCP_39", "CKV_GCP_68", "CKV_GCP_71", "CKV_GCP_72"],
    cis: ["GCP 3.0.0 4.8", "GKE 1.6.0 5.5.5", "GKE 1.6.0 5.5.6", "GKE 1.6.0 5.5.7"],
  },
  resourceTypes: [...Object.keys(PATHS), "google_container_cluster"],
  check: (machine, { graph }) => {
    const path = PATHS[machine.type];
    if (path !== undefined) return judgeMachine(machine, graph, path);
    return [checkAttribute(graph, machine, "enable_shielded_nodes", isTrue, () => "Nodes can be impersonated.", true)];
  },
  examples: {
    pass: {
      resource: {
        google_compute_instance: { train: { shielded_instance_config: { enable_secure_boot: true } } },
      },
    },
    fail: { resource: { google_compute_instance: { train: { machine_type: "n2-standard-4" } } } },
  },
};
