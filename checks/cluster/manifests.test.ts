import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { PROFILE_NAMES } from "../../src/catalogue/profiles";
import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { type Cluster, openCluster } from "./cluster";
import { everyEndpoint } from "./endpoint-manifests";
import { everyPlatform } from "./platform-manifests";

/** Custom resource definitions, in folders by group. */
const CRDS = resolve(process.env.CRDS ?? "../shared/crds");

/** The cloud installs its definition, and the folder may lack it: the output reports that it was not checked. */
const OPTIONAL = "snapshot.storage.k8s.io/v1";

const APPLY = "application/apply-patch+yaml";

let cluster: Cluster;
/** Path of a kind's collection, by `apiVersion/kind`, and whether it is namespaced. */
const kinds = new Map<string, { readonly path: string; readonly namespaced: boolean }>();

beforeAll(async () => {
  if (!existsSync(CRDS))
    throw new Error(`The resource definitions are missing: ${CRDS}. Set their folder with CRDS=DIR.`);
  cluster = await openCluster();
  await installDefinitions();
}, 1_200_000);

const unchecked = new Set<string>();

afterAll(() => {
  if (unchecked.size > 0) console.warn(`NOT CHECKED, ${CRDS} has no definition of ${OPTIONAL}: ${[...unchecked]}`);
  return cluster?.stop();
});

async function installDefinitions(): Promise<void> {
  const names: string[] = [];
  const files = readdirSync(CRDS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(join(CRDS, file), "utf8"))) {
      const definition = document.toJS();
      if (definition?.kind !== "CustomResourceDefinition") continue;
      const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition.metadata.name}`;
      const { status, body } = await cluster.call("PATCH", `${path}?fieldManager=check&force=true`, definition, APPLY);
      if (status >= 300) throw new Error(`${file}: ${status} ${JSON.stringify(body).slice(0, 500)}`);
      names.push(path);
    }
  }
  for (const path of names) await established(path);
}

/** Polls until the definition is served, for half a minute. */
async function established(path: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const { body } = await cluster.call("GET", path);
    const conditions =
      (body as { status?: { conditions?: { type: string; status: string }[] } }).status?.conditions ?? [];
    if (conditions.some(({ type, status }) => type === "Established" && status === "True")) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`${path} was not established within half a minute`);
}

async function pathOf({ apiVersion, kind, metadata }: Manifest): Promise<string> {
  const key = `${apiVersion}/${kind}`;
  const known = kinds.get(key) ?? (await discover(apiVersion, kind));
  if (!known) throw new Error(`The API server has no ${kind} of ${apiVersion}`);
  kinds.set(key, known);
  const place = known.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
  return `${known.path.replace("{place}", place)}/${metadata.name}`;
}

async function discover(apiVersion: string, kind: string) {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { body } = await cluster.call("GET", root);
  const resources = (body as { resources?: { kind: string; name: string; namespaced: boolean }[] }).resources ?? [];
  const resource = resources.find((candidate) => candidate.kind === kind && !candidate.name.includes("/"));
  return resource && { path: `${root}{place}/${resource.name}`, namespaced: resource.namespaced };
}

/** @returns the API server's errors for the manifest */
async function apply(manifest: Manifest): Promise<string[]> {
  if (manifest.apiVersion === OPTIONAL && !(await discover(OPTIONAL, manifest.kind))) {
    unchecked.add(manifest.kind);
    return [];
  }
  const path = await pathOf(manifest);
  // The template of a job is immutable; an upgrade recreates it, as Helm's hook does.
  if (manifest.kind === "Job") await cluster.call("DELETE", `${path}?propagationPolicy=Background`);
  const query = "fieldManager=check&force=true&fieldValidation=Strict";
  const { status, body } = await cluster.call("PATCH", `${path}?${query}`, manifest, APPLY);
  return status < 300
    ? []
    : [`${manifest.kind} ${manifest.metadata.name}: ${status} ${(body as { message?: string }).message}`];
}

const PLATFORMS = everyPlatform();

test("there are manifests of every environment and profile", () => {
  expect(PLATFORMS).toHaveLength(9 * PROFILE_NAMES.length);
  for (const { manifests } of PLATFORMS) expect(manifests.length).toBeGreaterThan(20);
});

test.each(PLATFORMS.map((platform) => [platform.name, platform] as const))(
  "a real API server accepts every manifest of %s",
  async (_, { namespaces, manifests }) => {
    const problems: string[] = [];
    for (const manifest of [...namespaces, ...manifests]) problems.push(...(await apply(manifest)));
    expect(problems).toEqual([]);
  },
  120_000,
);

test.each(everyEndpoint().map((endpoint) => [endpoint.what, endpoint] as const))(
  "a real API server accepts %s",
  async (_, { manifests }) => {
    const problems: string[] = [];
    for (const manifest of manifests) problems.push(...(await apply(manifest)));
    expect(problems).toEqual([]);
  },
);

test("a manifest with an unknown field is rejected, so this check can fail", async () => {
  const policy = PLATFORMS.flatMap(({ manifests }) => manifests).find(({ kind }) => kind === "VirtualService");
  if (!policy) throw new Error("there is no route");
  expect(await apply({ ...policy, spec: { ...(policy.spec as object), hostz: ["x"] } })).not.toEqual([]);
});
