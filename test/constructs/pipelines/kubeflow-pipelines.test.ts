import { runInNewContext } from "node:vm";
import { KubeflowPipelines, type KubeflowPipelinesProps } from "../../../src/constructs";
import { bucket, buildComponent, DOMAIN, IDENTITY, MYSQL } from "../build-component";

interface Patch {
  readonly target: { readonly kind?: string; readonly name?: string; readonly group?: string };
  readonly patch: string;
}

/** The fields that the tests use. */
interface Listener {
  readonly address: object;
  readonly filter_chains: readonly [
    { readonly filters: readonly [{ readonly typed_config: { route_config: object } }] },
  ];
}

function build(
  scheme: "s3" | "gs" = "s3",
  highlyAvailable = true,
  mirror = "",
  changes: Partial<KubeflowPipelinesProps> = {},
) {
  const built = buildComponent(
    (scope) =>
      new KubeflowPipelines(scope, "k", {
        apiServer: IDENTITY,
        ui: IDENTITY,
        server: MYSQL,
        bucket: bucket("acme-pipelines", scheme),
        domain: DOMAIN,
        highlyAvailable,
        mirror,
        ...changes,
      }),
  );
  const { spec, metadata } = built.manifest("Application");
  const patches: Patch[] = spec.sources.flatMap(
    ({ kustomize }: { kustomize: { patches: Patch[] } }) => kustomize.patches,
  );
  const patchOf = (name: string) => {
    const found = patches.find(
      ({ target, patch }) => target.name === name && !patch.includes('"$patch":"delete","api'),
    );
    if (!found) throw new Error(`nothing patches ${name}`);
    return JSON.parse(found.patch);
  };
  const variables = (deployment: string): Record<string, string> =>
    Object.fromEntries(
      patchOf(deployment).spec.template.spec.containers[0].env.map(
        ({ name, value }: { name: string; value: string }) => [name, value],
      ),
    );
  return { ...built, spec, metadata, patches, patchOf, variables };
}

const leavesOut = (name: string) => {
  const names = build()
    .patches.filter(({ patch }) => patch.startsWith('{"$patch":"delete"'))
    .flatMap(({ target }) => target.name ?? []);
  // Kustomize matches whole names.
  return names.some((pattern) => new RegExp(`^(?:${pattern})$`).test(name));
};

test("Kubeflow Pipelines comes from its own repository at one tag, and is removed with its application", () => {
  const { spec, metadata } = build();
  for (const source of spec.sources)
    expect(source).toMatchObject({ repoURL: "https://github.com/kubeflow/pipelines.git", targetRevision: "2.17.0" });
  expect(metadata.finalizers).toEqual(["resources-finalizer.argocd.argoproj.io"]);
});

describe("teams of Kubeflow Pipelines", () => {
  const { patchOf, manifest, manifests, namespace, variables } = { ...build(), manifests: build().component.manifests };

  test("are separated by the user from the sign-on, and run with their own account", () => {
    expect(patchOf("pipeline-install-config").data).toMatchObject({
      USERID_HEADER: "x-auth-request-email",
      USERID_PREFIX: "",
    });
    expect(variables("ml-pipeline").DEFAULTPIPELINERUNNERSERVICEACCOUNT).toBe("pipeline-runner");
  });

  test("reach only the gate and the metadata; only the entry gateway reaches the interface", () => {
    const policies = manifests.filter(({ kind }) => kind === "NetworkPolicy");
    const admitted = policies.flatMap((policy) => {
      const { podSelector, ingress } = policy.spec as {
        podSelector: { matchLabels: Record<string, string> };
        ingress: { from: unknown[]; ports: { port: number }[] }[];
      };
      const [pods] = Object.values(podSelector.matchLabels);
      return ingress.map(({ from, ports }) => [pods, JSON.stringify(from), ports.map(({ port }) => port)] as const);
    });
    const of = (from: string) =>
      admitted.filter(([, text]) => text.includes(from)).map(([pods, , ports]) => [pods, ports]);
    expect(of("mlops/team")).toEqual([
      ["pipelines-gate", [8888, 8887]],
      ["metadata-grpc-server", [8080]],
    ]);
    expect(of("ingressgateway")).toEqual([["ml-pipeline-ui", [3000]]]);
    expect(of("prometheus")).toEqual([
      ["ml-pipeline", [8888]],
      ["ml-pipeline-scheduledworkflow", [9090]],
    ]);
    // It starts the training of drifted models.
    expect(of("model-delivery")).toEqual([["pipelines-gate", [8888]]]);
    expect(admitted).toHaveLength(6);
    expect(namespace.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  });

  test("can't set a user: the gate removes the header, and steps may only use the cache", () => {
    expect(variables("ml-pipeline").ML_PIPELINE_SERVICE_NAME).toBe(manifest("Service", "pipelines-gate").metadata.name);
    const { listeners } = JSON.parse(manifest("ConfigMap", "pipelines-gate").data["envoy.json"]).static_resources;
    const routes = listeners.map(({ address, filter_chains }: Listener) => ({
      address,
      ...filter_chains[0].filters[0].typed_config.route_config,
    }));
    expect(routes).toMatchObject([
      {
        address: { socket_address: { port_value: 8888 } },
        request_headers_to_remove: ["x-auth-request-email"],
        virtual_hosts: [{ routes: [{ match: { prefix: "/apis/v2beta1/" } }] }],
      },
      {
        address: { socket_address: { port_value: 8887 } },
        request_headers_to_remove: ["x-auth-request-email"],
        virtual_hosts: [{ routes: [{ match: { prefix: "/api.TaskService/" } }] }],
      },
    ]);
  });

  test("select whose runs the interface shows", () => {
    const [choice, rest] = manifest("VirtualService").spec.http;
    expect(choice.match).toEqual([{ uri: { exact: "/dashboard_lib.bundle.js" } }]);
    expect(rest.route[0].destination.host).toBe("ml-pipeline-ui.kubeflow.svc.cluster.local");
    const stored = new Map<string, string>();
    const shown = (search: string) => {
      const window: { centraldashboard?: { CentralDashboardEventHandler: { init(ready: object): void } } } = {};
      runInNewContext(choice.directResponse.body.string, {
        window,
        URLSearchParams,
        location: { search },
        localStorage: {
          getItem: (key: string) => stored.get(key) ?? null,
          setItem: (key: string, value: string) => stored.set(key, value),
        },
      });
      const seen: string[] = [];
      window.centraldashboard?.CentralDashboardEventHandler.init(
        (events: { onNamespaceSelected?: (name: string) => void }) => {
          events.onNamespaceSelected = (name) => seen.push(name);
        },
      );
      return seen;
    };
    expect(shown("")).toEqual([]);
    expect(shown("?ns=fraud")).toEqual(["fraud"]);
    expect(shown("")).toEqual(["fraud"]);
  });
});

describe("metadata of pipelines is in MySQL", () => {
  const { patchOf, variables, manifest } = build();
  const container = patchOf("metadata-grpc-deployment").spec.template.spec.containers[0];
  const texts = manifest("ExternalSecret", "mysql-secret").spec.target.template.data;

  test("with its address and password where upstream's manifests expect them", () => {
    expect(patchOf("pipeline-install-config").data).toMatchObject({ mysqlHost: "mysql.internal", mysqlPort: "3306" });
    expect(patchOf("pipeline-install-config").data).not.toHaveProperty("dbType");
    expect(texts).toMatchObject({ username: "pipelines", password: "{{ .password }}" });
  });

  test("which the API server accesses over TLS", () => {
    expect(JSON.parse(variables("ml-pipeline").DBCONFIG_MYSQLCONFIG_EXTRAPARAMS ?? "")).toEqual({ tls: "skip-verify" });
  });

  test("which the metadata store accesses over TLS, through a configuration file from the secret", () => {
    const [mount] = container.volumeMounts;
    const [volume] = patchOf("metadata-grpc-deployment").spec.template.spec.volumes;
    const [{ key, path }] = volume.secret.items;
    expect([volume.name, volume.secret.secretName]).toEqual([mount.name, "mysql-secret"]);
    expect(container.args).toContain(`--metadata_store_server_config_file=${mount.mountPath}/${path}`);
    expect(texts[key]).toContain('host: "mysql.internal"');
    expect(texts[key]).toContain("ssl_options {}");
    expect(texts[key]).toContain('password: "{{ .password }}"');
    expect(container.args.join(" ")).not.toContain("mysql_config");
  });
});

test("Kubeflow Pipelines accesses its bucket without keys", () => {
  const aws = build("s3").variables("ml-pipeline");
  expect(aws).toMatchObject({ OBJECTSTORECONFIG_ACCESSKEY: "", OBJECTSTORECONFIG_SECRETACCESSKEY: "" });
  expect(aws).not.toHaveProperty("AWS_EC2_METADATA_DISABLED");
  expect(build("s3").variables("ml-pipeline-ui")).toMatchObject({ MINIO_ACCESS_KEY: "", AWS_REGION: "us-east-1" });
  expect(build("gs").variables("ml-pipeline").AWS_EC2_METADATA_DISABLED).toBe("true");
});

test.each([
  "mysql-secret",
  "cache-server",
  "kubeflow-pipelines-cache-deployer-clusterrolebinding",
  "kubeflow-pipelines-profile-controller-code-df96649tdt",
  "metadata-writer",
  "ml-pipeline-viewer-controller-role",
  "ml-pipeline-visualizationserver",
  "pipeline-runner-binding",
])("Kubeflow Pipelines is delivered without %s", (name) => {
  expect(leavesOut(name)).toBe(true);
});

test.each([
  "ml-pipeline",
  "ml-pipeline-ui",
  "ml-pipeline-persistenceagent",
  "ml-pipeline-scheduledworkflow-binding",
  "kubeflow-pipelines-edit",
  "kubeflow-pipelines-view",
  "pipeline-install-config",
  "pipeline-api-server-config-dc9hkg52h6",
])("Kubeflow Pipelines is delivered with %s", (name) => {
  expect(leavesOut(name)).toBe(false);
});

test("Kubernetes aggregates the rules of the teams' roles", () => {
  expect(build().patchOf("kubeflow-pipelines-(edit|view)")).toEqual([{ op: "remove", path: "/rules" }]);
});

test("Prometheus scrapes Kubeflow Pipelines at the ports that have its metrics", () => {
  const { manifest } = build();
  expect(manifest("PodMonitor", "ml-pipeline").spec).toMatchObject({
    selector: { matchLabels: { app: "ml-pipeline" } },
    podMetricsEndpoints: [{ portNumber: 8888 }],
  });
  expect(manifest("PodMonitor", "ml-pipeline-scheduledworkflow").spec.podMetricsEndpoints[0].portNumber).toBe(9090);
});

test("the gate stays available in production when a node is removed", () => {
  expect(build().manifest("Deployment").spec.replicas).toBe(2);
  expect(build("s3", false).manifest("Deployment").spec.replicas).toBe(1);
});

describe("a mirror of Kubeflow Pipelines", () => {
  const { spec, variables } = build("s3", true, "oci://registry.example.com/mirror");

  test("has the images of everything that is deployed, at the same tags", () => {
    for (const { kustomize } of spec.sources) {
      expect(kustomize.images).toContain(
        "ghcr.io/kubeflow/kfp-api-server=registry.example.com/mirror/kubeflow/kfp-api-server",
      );
      for (const image of kustomize.images) expect(image).toMatch(/^[^=]+=registry\.example\.com\/mirror\/[^=:]+$/);
    }
  });

  test("has the images that every pipeline step needs", () => {
    expect(variables("ml-pipeline")).toMatchObject({
      V2_DRIVER_IMAGE: expect.stringMatching(/^registry\.example\.com\/mirror\/kubeflow\/kfp-driver:\d/),
      V2_LAUNCHER_IMAGE: expect.stringMatching(/^registry\.example\.com\/mirror\/kubeflow\/kfp-launcher:\d/),
    });
  });

  test("is not required if there is none", () => {
    const without = build();
    for (const { kustomize } of without.spec.sources) expect(kustomize).not.toHaveProperty("images");
    expect(without.variables("ml-pipeline").V2_DRIVER_IMAGE).toMatch(/^ghcr\.io\//);
  });
});

test("each pod of Kubeflow Pipelines gets the memory that the inventory counts for it", () => {
  const { component, patches } = build();
  const given = patches.flatMap(({ target, patch }) => {
    const container = JSON.parse(patch).spec?.template?.spec.containers[0];
    return container?.resources ? [[target.name, container.resources.limits.memory]] : [];
  });
  const counted = component.workloads
    .filter(({ name }) => name !== "pipelines-gate")
    .map(({ name, memoryMiB }) => [name, `${memoryMiB}Mi`]);
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(counted));
});

describe("in an object store that requires a key, Kubeflow Pipelines", () => {
  const { patchOf } = build("s3", true, "", {
    apiServer: { ...IDENTITY, keySecret: "object-store-pipelines-api-1" },
    ui: { ...IDENTITY, keySecret: "object-store-pipelines-ui-1" },
    bucket: { ...bucket("acme-pipelines"), endpoint: "http://object-store.foundation.svc.cluster.local:8333" },
  });
  const env = (deployment: string): Record<string, unknown>[] =>
    patchOf(deployment).spec.template.spec.containers[0].env;
  const from = (name: string, key: string) => ({ value: null, valueFrom: { secretKeyRef: { name, key } } });

  test("reads it in the API server with the server's key", () => {
    const variables = env("ml-pipeline");
    expect(variables).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: "OBJECTSTORECONFIG_HOST",
          value: "object-store.foundation.svc.cluster.local:8333",
        }),
        expect.objectContaining({ name: "OBJECTSTORECONFIG_SECURE", value: "false" }),
        { name: "OBJECTSTORECONFIG_ACCESSKEY", ...from("object-store-pipelines-api-1", "AWS_ACCESS_KEY_ID") },
        { name: "OBJECTSTORECONFIG_SECRETACCESSKEY", ...from("object-store-pipelines-api-1", "AWS_SECRET_ACCESS_KEY") },
      ]),
    );
  });

  test("shows artifacts with the interface's key, on the port of the store", () => {
    const host = "object-store.foundation.svc.cluster.local";
    expect(env("ml-pipeline-ui")).toEqual(
      expect.arrayContaining([
        { name: "AWS_S3_ENDPOINT", value: host, valueFrom: null },
        { name: "AWS_SSL", value: "false", valueFrom: null },
        { name: "MINIO_ENDPOINT_REWRITE", value: `${host}=http://${host}:8333`, valueFrom: null },
        { name: "AWS_ACCESS_KEY_ID", ...from("object-store-pipelines-ui-1", "AWS_ACCESS_KEY_ID") },
        { name: "AWS_SECRET_ACCESS_KEY", ...from("object-store-pipelines-ui-1", "AWS_SECRET_ACCESS_KEY") },
      ]),
    );
  });
});
