import { lossOf } from "../../change";
import { DELETION_GUARDS } from "../../deletion-guards";
import { mentioners } from "../../mentions";
import { ALWAYS, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";
import { weakened } from "../../weakened";

export const protectionBeforeDeletion: Rule = {
  id: "protection-before-deletion",
  title: "Deletion protection is not disabled in the same plan as the deletion",
  why: "Protection that is removed in the same apply gives no one a chance to notice and stop the deletion.",
  remedy: "Use two plans: one that disables protection and is reviewed, and a later one that deletes.",
  severity: "critical",
  area: "change-safety",
  enforcement: ALWAYS,
  link: "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
  resourceTypes: Object.keys(DELETION_GUARDS),
  on: "change",
  check: (resource, { graph }) => {
    const [guard] = weakened(resource, DELETION_GUARDS[resource.type] ?? []);
    if (!guard) return [PASS];
    const lost = [resource, ...mentioners(graph, resource)].filter((other) => lossOf(other) !== undefined);
    return lost.length > 0
      ? lost.map((other) =>
          fail(`${guard.path} is switched off, and ${other.address} is ${lossOf(other)}.`, guard.path),
        )
      : [PASS];
  },
  examples: {
    pass: planExample({
      type: "google_container_cluster",
      actions: ["update"],
      before: { id: "projects/acme/locations/us-central1/clusters/main", deletion_protection: true },
      after: { id: "projects/acme/locations/us-central1/clusters/main", deletion_protection: false },
    }),
    fail: planExample(
      {
        type: "google_container_cluster",
        actions: ["update"],
        before: { id: "projects/acme/locations/us-central1/clusters/main", deletion_protection: true },
        after: { id: "projects/acme/locations/us-central1/clusters/main", deletion_protection: false },
      },
      {
        type: "google_container_node_pool",
        actions: ["delete"],
        before: { name: "gpu", cluster: "projects/acme/locations/us-central1/clusters/main" },
      },
    ),
  },
};
