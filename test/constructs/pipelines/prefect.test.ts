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

describe("with a key of the object store, Prefect's flows", () => {
  const identity = { ...IDENTITY, namespace: "prefect", keySecret: "object-store-prefect-1" };
  const { worker } = buildComponent(
    (scope) => new Prefect(scope, "p", { identity, server: SERVER, domain: DOMAIN }),
  ).values("prefect-worker");
  const { variables, job_configuration } = JSON.parse(worker.config.baseJobTemplate.configuration);
  const { spec } = job_configuration.job_manifest.spec.template;

  test("have it in their environment, as the worker does", () => {
    expect(spec.containers[0].envFrom).toEqual([{ secretRef: { name: "object-store-prefect-1" } }]);
    expect(worker.extraEnvVarsSecret).toBe("object-store-prefect-1");
  });

  test("run next to the worker, with its account", () => {
    expect(variables.properties.namespace.default).toBe("prefect");
    expect(spec.serviceAccountName).toBe("{{ service_account_name }}");
    expect(variables.properties.service_account_name.default).toBe("account");
  });

  test("use no variable that the pool doesn't declare", () => {
    const used = [...JSON.stringify(job_configuration).matchAll(/{{ (\w+) }}/g)].map(([, name = ""]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(variables.properties).sort());
  });
});

test("without a key the work pool has the template of Prefect's worker", () => {
  const { values } = buildComponent(
    (scope) => new Prefect(scope, "p", { identity: IDENTITY, server: SERVER, domain: DOMAIN }),
  );
  expect(values("prefect-worker").worker.config.baseJobTemplate).toBeUndefined();
});

test("Prefect's server reports nothing to its maker", () => {
  const { values } = buildComponent(
    (scope) => new Prefect(scope, "p", { identity: IDENTITY, server: SERVER, domain: DOMAIN }),
  );
  expect(values("prefect-server").global.prefect.env).toContainEqual({
    name: "PREFECT_SERVER_ANALYTICS_ENABLED",
    value: "false",
  });
});
