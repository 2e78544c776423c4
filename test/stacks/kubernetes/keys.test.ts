import type { KubernetesEnvironment } from "../../../src/environment/environment";
import { helmValues, type Resource } from "../../../src/review/model";
import { TEAM_READER } from "../../../src/stacks/kubernetes/embedded";
import { graphOf } from "../shipped";
import { declared, LITE_WITH_MODEL, STANDARD_WITH_MODEL } from "./with-models";

// biome-ignore lint/suspicious/noExplicitAny: manifests have arbitrary structures, and tests assert on them
type Anything = any;

const WITHOUT_PIPELINES = declared({ components: { "argo-workflows": true } });
const STANDARD = declared({ profile: "standard" });
const FULL = declared({ profile: "full" });

const manifestsIn = (release: Resource): Anything[] => (helmValues(release).values as Anything).manifests ?? [];

/** Names of the secrets with keys of the object store, in each namespace: those that exist, and those that are used. */
function secretsOf(environment: KubernetesEnvironment) {
  const existing = new Set<string>();
  const used = new Set<string>();
  for (const release of graphOf(environment).ofType("helm_release")) {
    const manifests = manifestsIn(release);
    const rest = manifests.length === 0 ? [[String(release.body.namespace), helmValues(release)] as const] : [];
    for (const { metadata, spec } of manifests.filter((each) => each.kind === "ExternalSecret"))
      if (/^object-store-/.test(metadata.name)) existing.add(`${metadata.namespace} ${spec.target.name}`);
    const others = manifests
      .filter(({ kind }) => !["ExternalSecret", "SecretStore", "NetworkPolicy"].includes(kind))
      .map((each) => [String(placeOf(each, release)), each] as const);
    for (const [namespace, what] of [...rest, ...others]) {
      if (namespace === "foundation") continue;
      for (const [name] of JSON.stringify(what).matchAll(/object-store-(?:[a-z]+-?)+(?:\d+)?/g))
        if (name !== TEAM_READER) used.add(`${namespace} ${name}`);
    }
  }
  return { existing: [...existing].sort(), used: [...used].sort() };
}

function placeOf({ kind, metadata, spec }: Anything, release: Resource): unknown {
  return kind === "Application" ? spec.destination.namespace : (metadata.namespace ?? release.body.namespace);
}

test.each([
  ["the workflows of teams, without pipelines", WITHOUT_PIPELINES],
  ["the profile standard", STANDARD],
  ["a model on a laptop", LITE_WITH_MODEL],
  ["a model with canaries", STANDARD_WITH_MODEL],
  ["the profile full", FULL],
])("with %s, every key that is used is in the namespace of its user, and no other", (_, environment) => {
  const { existing, used } = secretsOf(environment);
  expect(used).toEqual(existing);
});

test("a team's workflows keep outputs and logs below the folder that the team's key may write", () => {
  const manifests = graphOf(WITHOUT_PIPELINES).ofType("helm_release").flatMap(manifestsIn);
  const [repository] = manifests.filter(({ metadata }) => metadata.name === "artifact-repositories");
  expect(repository.metadata.namespace).toBe("fraud");
  expect(JSON.parse(repository.data.team).s3).toMatchObject({
    keyFormat: expect.stringMatching(/^private-artifacts\/fraud\//),
    accessKeySecret: { name: "object-store-team-fraud" },
  });
  const store = manifests.find(({ kind, metadata }) => kind === "StatefulSet" && metadata.name === "object-store");
  expect(JSON.stringify(store)).toContain("Write:acme-dev-pipelines/private-artifacts/fraud/*");
});

test("with pipelines, a team has a single repository", () => {
  const names = graphOf(STANDARD)
    .ofType("helm_release")
    .flatMap(manifestsIn)
    .filter(({ metadata }) => metadata.name === "artifact-repositories" && metadata.namespace === "fraud");
  expect(names).toHaveLength(1);
});

test("a team's steps report to API servers on the ports of kubeadm, k3s and MicroK8s", () => {
  const [policy] = graphOf(WITHOUT_PIPELINES)
    .ofType("helm_release")
    .flatMap(manifestsIn)
    .filter(({ metadata }) => metadata.name === "egress-api-server");
  expect(policy.spec.egress[0].ports.map(({ port }: Anything) => port)).toEqual([6443, 16443]);
});

test("backups and dumps are in different folders: Velero rejects a folder that has others", () => {
  const releases = graphOf(STANDARD).ofType("helm_release");
  const values = releases.map((release) => helmValues(release).values as Anything);
  const [location] = values.flatMap(({ configuration }) => configuration?.backupStorageLocation ?? []);
  expect(location).toMatchObject({ bucket: "acme-dev-backups", prefix: "velero" });
  // The embedded store has no host names for buckets.
  expect(location.config).toMatchObject({
    s3Url: "http://object-store.foundation.svc.cluster.local:8333",
    s3ForcePathStyle: "true",
  });
  const dump = JSON.stringify(releases.flatMap(manifestsIn).filter(({ kind }) => kind === "CronJob"));
  const folders = [...dump.matchAll(/acme-dev-backups\/([a-z]+)\//g)].map(([, folder]) => folder);
  expect(folders.length).toBeGreaterThan(0);
  expect(folders).not.toContain("velero");
});
