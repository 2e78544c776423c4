import type { JsonObject } from "../../../model";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const CREDENTIALS: Readonly<Record<string, readonly string[]>> = {
  aws: ["access_key", "secret_key", "token"],
  google: ["credentials", "access_token"],
  "google-beta": ["credentials", "access_token"],
  kubernetes: ["token", "password", "client_key"],
};

/** `credentials` may also name a file. */
function isWritten(value: JsonObject[string] | undefined): boolean {
  return typeof value === "string" && value !== "" && !value.includes("${") && !/^[\w./~-]+\.json$/.test(value);
}

export const providerNoCredentials: Rule = {
  id: "provider-no-credentials",
  title: "Provider blocks contain no credentials",
  why: "A key in the code is in every clone of the repository and stays in its history.",
  remedy: "Remove it; use a role, workload identity federation or the environment.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration",
  equivalents: { checkov: ["CKV_AWS_41"] },
  resourceTypes: ["terraform"],
  check: (settings, { graph }) => {
    const { providers } = graph.stackOf(settings);
    const faults = Object.entries(CREDENTIALS).flatMap(([name, attributes]) =>
      (providers[name] ?? []).flatMap((configuration) =>
        attributes
          .filter((attribute) => isWritten(configuration[attribute]))
          .map((attribute) =>
            fail(`${attribute} of provider ${name} is in the code.`, `provider.${name}.${attribute}`),
          ),
      ),
    );
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } } },
      provider: { aws: [{ region: "us-east-1" }] },
    },
    fail: {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "6.25.0" } } },
      provider: { aws: [{ region: "us-east-1", access_key: "anaccesskey", secret_key: "asecretkey" }] },
    },
  },
};
