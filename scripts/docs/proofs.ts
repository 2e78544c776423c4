import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NOT_STOPPED, OF_COMPONENT, OF_PAGE, type Proof, type Proofs } from "../../checks/platform/proofs";
import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import type { ComponentName } from "../../src/catalogue/component";
import { runsOn } from "../../src/catalogue/profiles";
import type { Provider } from "../../src/facts/provider";
import type { Document } from "./document";
import { GENERATED, table } from "./markdown";

const RECORD = join(__dirname, "../../docs/reference/proofs.json");
const NOT_YET = "not yet run";

/** Components that only install definitions, or nothing on the cluster. */
const WITHOUT_PODS: readonly string[] = ["prometheus-operator-crds", "gateway-api-crds", "dvc"];

/** The page with what ran on a cluster, and what did not. */
export function proofsDocument(): Document {
  const recorded: Readonly<Record<string, Proofs>> = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, "utf8")) : {};
  return {
    path: "docs/reference/proofs.md",
    text: [
      GENERATED,
      "",
      "# What has run on a cluster",
      "",
      "`npm run test:platform` proves a deployed platform, component by component. The tables show the last results that were recorded, each with its day. What is not",
      "recorded is listed as *not yet run*: it is only checked as code, by `helm template`, `terraform validate` and a real API server.",
      "",
      ...Object.entries(recorded).flatMap(([environment, proofs]) => section(environment, proofs)),
      "No environment on AWS or on Google Cloud has been recorded yet.",
      "",
    ].join("\n"),
  };
}

function section(environment: string, { kubernetes, conditions, proofs }: Proofs): string[] {
  const provider = environment.split("-")[0] as Provider;
  const names = [
    ...(provider === "kubernetes" ? ["foundation"] : []),
    ...COMPONENT_NAMES.filter((name) => runsOn(name, provider)),
  ];
  return [
    `## ${environment}, Kubernetes ${kubernetes}`,
    "",
    ...conditions.map((condition) => `- ${condition}`),
    ...(conditions.length > 0 ? [""] : []),
    table(
      ["Component", ...Object.keys(OF_COMPONENT), "Page behind the sign-on"],
      names
        .filter((name) => !WITHOUT_PODS.includes(name))
        .map((name) => [
          titleOf(name),
          ...Object.values(OF_COMPONENT).map((title) => exempt(name, title) ?? cell(find(proofs, name, title))),
          pageOf(proofs, name),
        ]),
    ),
    "",
    table(
      ["Of the whole platform", "Result"],
      proofs.filter(({ of }) => of === "platform").map((proof) => [proof.title, cell(proof)]),
    ),
    "",
  ];
}

function titleOf(name: string): string {
  return name === "foundation" ? "Object store, PostgreSQL" : CATALOGUE[name as ComponentName].title;
}

function find(proofs: readonly Proof[], of: string, title: string): Proof | undefined {
  return proofs.find((proof) => proof.of === of && proof.title === title);
}

function pageOf(proofs: readonly Proof[], name: string): string {
  const own = Object.values(OF_PAGE).flatMap((title) => find(proofs, name, title) ?? []);
  const failed = own.find(({ passed }) => !passed);
  if (own.length === 0) return proofs.some(({ of }) => of === name) ? "none" : NOT_YET;
  return cell(failed ?? own[0]);
}

function exempt(name: string, title: string): string | undefined {
  return title === OF_COMPONENT["Alert when stopped"] ? NOT_STOPPED[name as ComponentName] : undefined;
}

function cell(proof: Proof | undefined): string {
  if (!proof) return NOT_YET;
  return `${proof.passed ? "passed" : "**failed**"}, ${proof.date}`;
}
