import type { Resource, ResourceGraph } from "../../../model";
import { FROM_STAGING, fail, isTrue, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** The stack that creates the state bucket can't store its own state there until the bucket exists. */
function createsStateBucket(settings: Resource, graph: ResourceGraph): boolean {
  const buckets = graph.stacks.flatMap(({ backend }) => backend?.body.bucket ?? []);
  return graph
    .ofType("aws_s3_bucket", "google_storage_bucket")
    .some(({ stack, body }) => stack === settings.stack && buckets.includes(body.bucket ?? body.name ?? null));
}

export const stateRemote: Rule = {
  id: "state-remote",
  title: "State is remote, locked and encrypted",
  why: "A state file on a laptop is lost with it, and concurrent deployments corrupt it.",
  remedy: "Use the s3 backend with use_lockfile and encrypt, the gcs backend, or the kubernetes backend.",
  severity: "high",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://developer.hashicorp.com/terraform/language/backend/s3",
  resourceTypes: ["terraform"],
  check: (settings, { graph }) => {
    const { backend } = graph.stackOf(settings);
    if (backend?.type === "s3") {
      const locked = isTrue(backend.body.use_lockfile ?? false) || backend.body.dynamodb_table !== undefined;
      return [
        locked ? PASS : fail("The state is not locked.", "backend.s3.use_lockfile"),
        isTrue(backend.body.encrypt ?? false) ? PASS : fail("The state is not encrypted.", "backend.s3.encrypt"),
      ];
    }
    if (backend && backend.type !== "local") return [PASS];
    return [createsStateBucket(settings, graph) ? PASS : fail("The state is in a local file.", "backend")];
  },
  examples: {
    pass: { terraform: { backend: { s3: { bucket: "acme-tfstate", key: "dev", use_lockfile: true, encrypt: true } } } },
    fail: { terraform: { backend: { local: { path: "terraform.tfstate" } } } },
  },
};
