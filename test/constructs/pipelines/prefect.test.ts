import { Prefect } from "../../../src/constructs/pipelines/prefect";
import { buildComponent, DOMAIN, IDENTITY, SERVER } from "../build-component";

test("Prefect's worker connects to the server on the cluster, in a pool of Kubernetes jobs", () => {
  const { values } = buildComponent(
    (scope) => new Prefect(scope, "p", { identity: IDENTITY, server: SERVER, domain: DOMAIN }),
  );
  expect(values("prefect-server")).toMatchObject({
    postgresql: { enabled: false },
    secret: { create: false, name: "prefect-database" },
  });
  expect(values("prefect-worker").worker).toMatchObject({
    apiConfig: "selfHostedServer",
    selfHostedServerApiConfig: { apiUrl: "http://prefect-server.prefect.svc.cluster.local:4200/api" },
    config: { workPool: "kubernetes", type: "kubernetes" },
  });
});

test("Prefect's server and workers have the same version, and flows export metrics", () => {
  const { values } = buildComponent(
    (scope) => new Prefect(scope, "p", { identity: IDENTITY, server: SERVER, domain: DOMAIN }),
  );
  const { prefectTag } = values("prefect-server").global.prefect.image;
  expect(prefectTag).toMatch(/^\d+\.\d+\.\d+-python/);
  expect(values("prefect-worker").worker.image.prefectTag).toBe(`${prefectTag}-kubernetes`);
  expect(values("prometheus-prefect-exporter")).toMatchObject({
    prefectApiUrl: values("prefect-worker").worker.selfHostedServerApiConfig.apiUrl,
    serviceMonitor: { enabled: true },
  });
});
