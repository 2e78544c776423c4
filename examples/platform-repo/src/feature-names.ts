import type { Rule } from "mlops-constructs/review";

const HAS = /^acme-features/;
const bucket = (name: string) => ({ resource: { aws_s3_bucket: { features: { bucket: name } } } });

/** A rule of the team itself. */
export const featureNames: Rule = {
  id: "feature-names",
  title: "Feature buckets follow the naming scheme",
  why: "Other teams get permissions by prefix.",
  remedy: "Start the name with acme-features.",
  severity: "medium",
  area: "security",
  enforcement: { dev: "advisory", staging: "mandatory", prod: "mandatory" },
  link: "https://wiki.example.com/features/names",
  resourceTypes: ["aws_s3_bucket"],
  check: (resource, { graph }) => {
    const name = graph.attribute(resource, "bucket");
    if (name.kind === "unknown")
      return [{ kind: "undecided", attribute: "bucket", reason: "Its name is only known in a plan." }];
    const fine = name.kind === "known" && HAS.test(String(name.value));
    return [fine ? { kind: "pass" } : { kind: "fail", attribute: "bucket", message: "Its name doesn't match." }];
  },
  examples: { pass: bucket("acme-features"), fail: bucket("stuff") },
};
