import { helmValues } from "../../../src/review/model";
import { chosenComponents } from "../../../src/stacks/chosen-components";
import { ownedEntries } from "../../../src/stacks/owned-entries";
import { graphOf } from "../shipped";
import { ACME, manifestsOf, named, OWN, resolved } from "./own-servers";

test("the certificate of the gateway comes from a ClusterIssuer that exists, and no cert-manager is installed", () => {
  const environment = resolved({ certificates: OWN.certificates });
  expect(chosenComponents(environment)).not.toContain("cert-manager");
  const manifests = manifestsOf(graphOf(environment));
  expect(named(manifests, "Certificate", "entry-certificate").spec.issuerRef).toEqual({
    kind: "ClusterIssuer",
    name: "company",
  });
  expect(manifests.filter(({ kind }) => kind === "ClusterIssuer")).toEqual([]);
});

test("with ACME, the solver's secrets are copied to cert-manager before the gateway asks for its certificate", () => {
  const environment = resolved({ certificates: ACME });
  const graph = graphOf(environment);
  const manifests = manifestsOf(graph);
  const issuers = manifests.filter(({ kind }) => kind === "ClusterIssuer");
  expect(issuers.map(({ spec }) => spec.acme.solvers)).toEqual([[{ dns01: ACME.acme.solver }]]);
  const { metadata, spec } = named(manifests, "ExternalSecret", "acme-token");
  expect(metadata.namespace).toBe("cert-manager");
  expect(spec.data).toEqual([{ secretKey: "token", remoteRef: { key: "acme-token", property: "token" } }]);
  const [entry] = graph.ofType("kubernetes_namespace_v1").filter(({ name }) => name.startsWith("entry_"));
  expect(entry?.body.depends_on).toEqual(
    expect.arrayContaining([expect.stringMatching(/^helm_release\.cert-manager-named-secrets/)]),
  );
  expect(ownedEntries(environment)).toContainEqual({
    name: "acme-token",
    purpose: "secret of cert-manager, as in the environment file",
    properties: ["token"],
  });
});

test("external-dns writes the records at your provider, with the secrets that its variables name", () => {
  const environment = resolved({ dns: OWN.dns });
  expect(chosenComponents(resolved({}))).not.toContain("external-dns");
  const graph = graphOf(environment);
  const [release] = graph.ofType("helm_release").filter(({ body }) => body.chart === "external-dns");
  if (!release) throw new Error("external-dns is not installed");
  expect(helmValues(release).values).toMatchObject({
    provider: { name: "cloudflare" },
    env: OWN.dns.env,
    domainFilters: ["ml.example.com"],
  });
  const { metadata, spec } = named(manifestsOf(graph), "ExternalSecret", "dns-token");
  expect(metadata.namespace).toBe("external-dns");
  expect(spec.data[0].remoteRef).toEqual({ key: "dns-token", property: "value" });
  expect(release.body.depends_on).toEqual(
    expect.arrayContaining([expect.stringMatching(/^helm_release\.external-dns-named-secrets/)]),
  );
});
