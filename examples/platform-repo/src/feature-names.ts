import type { Rule } from "mlops-constructs/review";

const HAS = /^acme-features/;
const bucket = (name: string) => ({ resource: { aws_s3_bucket: { features: { bucket: name } } } });

/** A rule of the team's own. */
export const featureNames: Rule = {
  id: "feature-names",
  title: "Buckets of features are found by their name",
  why: "Permissions of other teams are given by prefix.",
  remedy: "Begin the name with acme-features.",
  severity: "medium",
  area: "security",
  enforcement: { dev: "advisory", staging: "mandatory", prod: "mandatory" },
  link: "https://wiki.example.com/features/names",
  resourceTypes: ["aws_s3_bucket"],
  check: (resource, { graph }) => {
    const name = graph.attribute(resource, "bucket");
    if (name.kind === "unknown")
      return [{ kind: "undecided", attribute: "bucket", reason: "Only a plan knows its name." }];
    const fine = name.kind === "known" && HAS.test(String(name.value));
    return [fine ? { kind: "pass" } : { kind: "fail", attribute: "bucket", message: "It has another name." }];
  },
  examples: { pass: bucket("acme-features"), fail: bucket("stuff") },
};
