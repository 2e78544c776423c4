import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComponentName } from "../../src/catalogue/component";
import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import { katibApplication } from "../../src/constructs/pipelines/katib-application";
import { COMPONENT_ROWS } from "../../src/stacks/platform/components/rows";
import { type Cloud, graphOf, shipped } from "../stacks/shipped";
import { commandsOf } from "./guide-commands";

const FILE = join(__dirname, "../../docs/guides/recovery.md");
const GUIDE = readFileSync(FILE, "utf8");
const COMMANDS = commandsOf(FILE, "recovery.md").map(({ words }) => words.join(" "));

/** A section of the guide, by its heading. */
const section = (heading: string) => GUIDE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";

test("a volume claim is restored with its snapshot, without which it waits forever", () => {
  const restores = COMMANDS.filter((command) => command.startsWith("velero restore create"))
    .map((command) => /--include-resources (\S+)/.exec(command)?.[1]?.split(",") ?? [])
    .filter((kinds) => kinds.includes("persistentvolumeclaims"));
  expect(restores).toHaveLength(1);
  // Velero adds the snapshot of a claim as a further item, and skips it if its kind is not included.
  expect(restores[0]).toEqual(
    expect.arrayContaining([
      "volumesnapshots.snapshot.storage.k8s.io",
      "volumesnapshotcontents.snapshot.storage.k8s.io",
    ]),
  );
});

describe("the state of Terraform is where its backend stores it", () => {
  const bodyOf = (cloud: Cloud) => {
    const graph = graphOf(shipped(cloud, "prod", { state: "remote" }));
    const backend = graph.stacks.find(({ name }) => name === `${cloud}-prod-foundation`)?.backend;
    return backend?.body as { bucket: string; key?: string; prefix?: string };
  };

  test("on AWS", () => {
    const { bucket, key } = bodyOf("aws");
    expect(section("Terraform state")).toContain(`list-object-versions --bucket ${bucket} --prefix ${key}\n`);
    expect(section("Terraform state")).toContain(
      `copy-object --bucket ${bucket} --key ${key} --copy-source "${bucket}/${key}?versionId=`,
    );
  });

  test("on Google Cloud, where Terraform names the object after its workspace", () => {
    const { bucket, prefix } = bodyOf("google");
    const object = `gs://${bucket}/${prefix}/default.tfstate`;
    expect(section("Terraform state")).toContain(`gcloud storage ls --all-versions ${object}\n`);
    expect(section("Terraform state")).toContain(`gcloud storage cp ${object}#GENERATION ${object}\n`);
  });
});

describe("before a database is restored, everything that writes to it is stopped", () => {
  const scaled = COMMANDS.flatMap((command) => /^kubectl -n (\S+) scale .* --replicas=0$/.exec(command)?.[1] ?? []);
  const withDatabase = (Object.keys(COMPONENT_ROWS) as ComponentName[]).filter(
    (name) => COMPONENT_ROWS[name].postgres ?? COMPONENT_ROWS[name].mysql,
  );

  test.each(withDatabase)("%s", (name) => {
    const namespace = name === "kubeflow-pipelines" ? NAMESPACES.kubeflow : NAMESPACES[name as keyof typeof NAMESPACES];
    expect(scaled).toContain(namespace);
    // Recorded first, so that it starts again with as many replicas: no deployment sets them back.
    const recorded = /for NAMESPACE in ([\w ]+); do/.exec(section("A database"))?.[1]?.split(" ");
    expect(recorded).toContain(namespace);
  });

  test("Argo CD synchronizes again afterwards, as before", () => {
    const workload = { name: "katib", replicas: 1, cpuMillis: 1, memoryMiB: 1 };
    const application = katibApplication({
      namespace: NAMESPACES.katib,
      server: { host: "db", port: 5432 } as never,
      mirror: "",
      workloads: { controller: workload, database: workload, ui: workload },
    });
    const { automated } = (application.spec as { syncPolicy: { automated: object } }).syncPolicy;
    expect(section("A database")).toContain(JSON.stringify({ spec: { syncPolicy: { automated: null } } }));
    expect(section("A database")).toContain(JSON.stringify({ spec: { syncPolicy: { automated } } }));
  });
});
