import type { KubernetesEnvironment } from "../../../src/environment/environment";
import { helmValues, type Resource } from "../../../src/review/model";
import { keyHolders } from "../../../src/stacks/kubernetes/embedded";
import { graphOf, shippedOnKubernetes } from "../shipped";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

const environment = shippedOnKubernetes();
const graph = graphOf(environment);

function manifestsOf(resources: readonly Resource[]): Anything[] {
  return resources.flatMap((resource) => (helmValues(resource).values as Anything).manifests ?? []);
}

const foundation = graph.resources.filter(({ stack }) => stack.endsWith("-foundation"));
const manifests = manifestsOf(foundation.filter(({ type }) => type === "helm_release"));
const manifest = (kind: string, name: string) =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name);

/** The settings of the object store, with the shell's expressions in place of the keys. */
function identities(of: KubernetesEnvironment): { name: string; credentials: Anything; actions: string[] }[] {
  const all = manifestsOf(graphOf(of).resources.filter(({ type }) => type === "helm_release"));
  const store = all.find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === "object-store");
  const [, , script] = store.spec.template.spec.initContainers[0].command;
  return JSON.parse(script.split("\n")[1]).identities;
}

test("an existing cluster gets a foundation and a platform, and no bootstrap", () => {
  expect(graph.stacks.map(({ name }) => name)).toEqual(["kubernetes-dev-foundation", "kubernetes-dev-platform"]);
});

test("the object store has the buckets of every environment", () => {
  const [container] = manifest("StatefulSet", "object-store").spec.template.spec.containers;
  expect(container.args).toContain(
    "-bucket=acme-dev-artifacts,acme-dev-datasets,acme-dev-pipelines,acme-dev-models,acme-dev-logs,acme-dev-backups",
  );
});

test.each([
  [14, "14d"],
  [255, "255d"],
  [365, "53w"],
  [3650, "122M"],
])("logs that are older than %d days are deleted, in units that the server has", (logExpiryDays, time) => {
  const buckets = { ...environment.buckets, logExpiryDays };
  const all = manifestsOf(graphOf({ ...environment, buckets }).ofType("helm_release"));
  const store = all.find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === "object-store");
  const [, , script] = store.spec.template.spec.containers[0].lifecycle.postStart.exec.command;
  expect(script).toBe(
    `until echo 'fs.configure -locationPrefix=/buckets/acme-dev-logs/ -ttl=${time} -apply' | weed shell -master=localhost:9333; do sleep 1; done`,
  );
});

test("each consumer has a key of its own, limited to its folders", () => {
  const all = identities(environment);
  expect(all.map(({ name }) => name)).toEqual(["mlflow", "team-fraud", "database-backup"]);
  const [mlflow, team] = all;
  expect(mlflow?.actions).toEqual(["Read:acme-dev-artifacts", "List:acme-dev-artifacts"]);
  expect(team?.actions).toContain("Write:acme-dev-models/fraud/*");
  expect(team?.actions).toContain("Read:acme-dev-datasets/fraud/*");
  expect(all.flatMap(({ actions }) => actions).filter((action) => /^Admin/.test(action))).toEqual([]);
});

test("no action lets a team read the models of another", () => {
  const { platform } = environment;
  if (!platform) throw new Error("it has a platform");
  const [team] = platform.teams;
  const teams = ["fraud", "churn"].map((name) => ({
    ...team,
    name,
    groups: [name],
    quota: { cpu: 1, memoryGiB: 1, gpus: 0 },
  }));
  const churn = identities({ ...environment, platform: { ...platform, teams } }).find(
    ({ name }) => name === "team-churn",
  );
  const models = churn?.actions.filter((action) => action.includes("acme-dev-models")) ?? [];
  expect(models.length).toBeGreaterThan(0);
  expect(models.filter((action) => !action.includes("acme-dev-models/churn/"))).toEqual([]);
  // Matches the bucket itself, for clients that ask whether it exists, and no object in it.
  expect(churn?.actions).toContain("Read:acme-dev-model?");
});

test("keys and passwords are write-only: neither code nor state contains them", () => {
  const secrets = foundation.filter(({ type }) => type === "kubernetes_secret_v1");
  expect(secrets.length).toBe(keyHolders(environment).length + 3);
  for (const { body } of secrets) {
    expect(body.data).toBeUndefined();
    expect(JSON.stringify(body.data_wo)).toMatch(/^{"value":"\$\{ephemeral\.random_password\./);
    expect(body.data_wo_revision).toBe(1);
  }
});

test("a new revision replaces every key and password, and restarts the servers that read them", () => {
  const next = graphOf({ ...environment, cloud: { ...environment.cloud, secretsRevision: 2 } });
  const secrets = next.ofType("kubernetes_secret_v1").map(({ body }) => body.data_wo_revision);
  expect([...new Set(secrets)]).toEqual([2]);
  const pods = manifestsOf(next.ofType("helm_release")).filter(({ kind }) => kind === "StatefulSet");
  const annotations = pods.map(({ spec }) => Object.values(spec.template.metadata.annotations));
  expect(annotations).toEqual([["2"], ["2"]]);
});

test("only the pods that use a server reach it, on its own port", () => {
  const policies = foundation.filter(({ type }) => type === "kubernetes_network_policy_v1");
  const admitted = (name: string) => {
    const [policy] = policies.flatMap(({ body }) => ((body.metadata as Anything).name === name ? [body] : []));
    if (!policy) throw new Error(`there is no policy ${name}`);
    const [{ from, ports }] = (policy.spec as Anything).ingress;
    return {
      from: from.map((peer: Anything) => peer.namespace_selector.match_labels["kubernetes.io/metadata.name"]),
      ports: ports.map(({ port }: Anything) => port),
    };
  };
  expect(admitted("allow-object-store")).toEqual({ from: ["fraud", "mlflow", "entry"], ports: ["8333"] });
  expect(admitted("allow-metrics")).toEqual({ from: ["monitoring"], ports: ["9327"] });
  expect(admitted("allow-databases").from).not.toContain("fraud");
  expect(admitted("allow-databases").ports).toEqual(["5432"]);
  expect(policies.map(({ body }) => (body.metadata as Anything).name)).not.toContain("allow-namespaces");
});

test("PostgreSQL takes connections over TLS only", () => {
  const { spec } = manifest("StatefulSet", "postgres").spec.template;
  const [, , script] = spec.initContainers[0].command;
  const lines = /printf '%s\\n' (.*) > /.exec(script)?.[1];
  expect(lines).toBe("'local all all trust' 'hostssl all all all scram-sha-256'");
  expect(spec.containers[0].args).toEqual(expect.arrayContaining(["ssl=on"]));
});

test("nothing but S3 leads to the objects: the server has no other interface", () => {
  const [container] = manifest("StatefulSet", "object-store").spec.template.spec.containers;
  const closed = ["-admin.ui=false", "-webdav=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false"];
  expect(container.args).toEqual(expect.arrayContaining(closed));
  expect(manifest("Service", "object-store").spec.ports.map(({ port }: Anything) => port)).toEqual([8333, 9327]);
});

test("servers have no account of the API server, and write to their volumes only", () => {
  const jobs = manifests.filter(({ kind }) => kind === "CronJob").map(({ spec }) => spec.jobTemplate.spec);
  const servers = manifests.filter(({ kind }) => kind === "StatefulSet").map(({ spec }) => spec);
  expect([...jobs, ...servers]).toHaveLength(4);
  for (const { template } of [...jobs, ...servers]) {
    expect(template.spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    for (const { securityContext } of [...template.spec.initContainers, ...template.spec.containers])
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
  }
});

test("a dump that was cut off is a failed job, not a backup", () => {
  const [{ command }] = manifest("CronJob", "postgres-backup").spec.jobTemplate.spec.template.spec.initContainers;
  expect(command.slice(0, 2)).toEqual(["bash", "-ec"]);
  expect(command[2].split("\n")[0]).toBe("set -o pipefail");
});

test("a dump of each of the last days is in the bucket of backups", () => {
  const { spec } = manifest("CronJob", "postgres-backup").spec.jobTemplate.spec.template;
  // The first connections of a new pod may be rejected.
  expect(spec.initContainers[0].command[2]).toMatch(/until pg_isready [^\n]*; do sleep 2; done\n.*pg_dumpall/);
  const [, , upload] = spec.containers[0].command;
  expect(upload).toContain(
    '"http://object-store.foundation.svc.cluster.local:8333/acme-dev-backups/postgres/$(( day % 3 )).sql.gz"',
  );
});

describe("a dump is restored by a job", () => {
  const { spec } = manifest("CronJob", "postgres-restore");
  const { initContainers, containers } = spec.jobTemplate.spec.template.spec;

  test("that never starts by itself, and does not try again", () => {
    expect(spec.suspend).toBe(true);
    expect(spec.jobTemplate.spec.backoffLimit).toBe(0);
    expect(manifest("CronJob", "postgres-backup").spec.suspend).toBeUndefined();
  });

  test("which reads the dump of a day that a person names, and no older one in the same object", () => {
    const [, , download] = initContainers[0].command;
    expect(download).toContain("/ 86400 - $${DAYS_AGO:-0}");
    expect(download).toContain("--remote-time --output /dump/dump.sql.gz");
    expect(download).toContain("= $day ] ||");
  });

  test("which ends all connections, and reports what could not be restored", () => {
    const [, , restore] = containers[0].command;
    expect(restore).toContain("pg_terminate_backend");
    expect(restore).toContain("! grep ERROR /dump/errors");
  });

  test("without the passwords of users, which may have changed since", () => {
    const [{ command }] = manifest("CronJob", "postgres-backup").spec.jobTemplate.spec.template.spec.initContainers;
    expect(command[2]).toContain("pg_dumpall --host=postgres --username=platform_admin --clean --if-exists");
    expect(command[2]).toContain("--no-role-passwords");
  });
});

test("a team's account may read its own keys, and External Secrets every secret of the foundation", () => {
  expect(manifest("Role", "team-fraud").rules[0].resourceNames).toEqual(["object-store-key-team-fraud"]);
  expect(manifest("Role", "external-secrets").rules[0]).toEqual({
    apiGroups: [""],
    resources: ["secrets"],
    verbs: ["get"],
  });
});
