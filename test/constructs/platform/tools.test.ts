import {
  Airflow,
  ArgoCd,
  ArgoWorkflows,
  Databases,
  Kserve,
  KubePrometheusStack,
  Kueue,
  Mlflow,
  OpenCost,
  Prefect,
  SeldonCore,
} from "../../../src/constructs";
import { bucket, buildComponent, DOMAIN, IDENTITY, MYSQL, SERVER, SIGN_ON } from "./build-component";

describe("databases", () => {
  const { manifest, kinds } = buildComponent(
    (scope) =>
      new Databases(scope, "d", {
        server: SERVER,
        adminPasswordProperty: "password",
        users: [
          { name: "mlflow", databases: ["mlflow"] },
          { name: "argo-workflows", databases: ["argo", "archive"] },
        ],
        mysql: { server: MYSQL, users: [{ name: "pipelines", databases: ["mlpipeline", "metadb"] }] },
      }),
  );
  const job = manifest("Job", "database-setup").spec.template.spec.containers[0];

  test("one user for each component, which owns its databases, created idempotently", () => {
    const script: string = job.command[2];
    expect(script).toContain("CREATE ROLE %I LOGIN', 'mlflow') WHERE NOT EXISTS");
    expect(script).toContain("CREATE DATABASE %I OWNER %I', 'archive', 'argo-workflows') WHERE NOT EXISTS");
    expect(script).toContain("REVOKE CONNECT ON DATABASE %I FROM PUBLIC', 'argo'");
  });

  test("passwords are generated on the cluster, and appear in no command", () => {
    expect(kinds.filter((kind) => kind === "Password")).toHaveLength(3);
    expect(job.command[2]).toContain("\\getenv password PASSWORD_MLFLOW");
    expect(job.env).toContainEqual({
      name: "PASSWORD_MLFLOW",
      valueFrom: { secretKeyRef: { name: "database-mlflow", key: "password" } },
    });
    expect(job.env).toContainEqual({ name: "PGSSLMODE", value: "require" });
  });

  test.each(["database-setup", "mysql-setup"])("%s sets a rotated password when nothing else changes", (name) => {
    const hook = manifest("Job", name);
    expect(hook.metadata.annotations["helm.sh/hook"]).toBe("post-install,post-upgrade");
    // A hook only runs with an upgrade, and Helm upgrades nothing if no value changes.
    const repeated = manifest("CronJob", name);
    expect(repeated.metadata.annotations).toBeUndefined();
    expect(repeated.spec).toMatchObject({ schedule: "*/10 * * * *", concurrencyPolicy: "Forbid" });
    expect(repeated.spec.jobTemplate.spec.template).toEqual(hook.spec.template);
  });

  test("the copy of the admin password, which RDS rotates every week, is never older than five minutes", () => {
    for (const name of ["admin", "mysql-admin"]) {
      expect(manifest("ExternalSecret", name).spec.refreshInterval).toBe("5m");
    }
  });

  test("other namespaces read their own passwords, but not the admin's", () => {
    const [rule] = manifest("Role").rules;
    expect(rule.resourceNames).toEqual(["database-mlflow", "database-argo-workflows", "database-pipelines"]);
    expect(manifest("ClusterSecretStore").spec.conditions[0].namespaces).not.toContain("default");
  });

  describe("in MySQL", () => {
    const mysql = manifest("Job", "mysql-setup").spec.template.spec.containers[0];
    const script: string = mysql.command[2];

    test("users of PostgreSQL and of MySQL are created on their own server", () => {
      expect(job.command[2]).not.toContain("pipelines");
      expect(script).not.toContain("mlflow");
      expect(mysql.env).toContainEqual({ name: "DB_HOST", value: "mysql.internal" });
    });

    test("a user has rights on its own databases only, connects with TLS, and ML Metadata can log in as it", () => {
      const user = "'pipelines'@'%' IDENTIFIED WITH mysql_native_password BY '$PASSWORD_PIPELINES' REQUIRE SSL;";
      expect(script).toContain(`CREATE USER IF NOT EXISTS ${user}`);
      expect(script).toContain(`ALTER USER ${user}`);
      expect(script.match(/GRANT .*/g)).toEqual([
        "GRANT ALL PRIVILEGES ON \\`mlpipeline\\`.* TO 'pipelines'@'%';",
        "GRANT ALL PRIVILEGES ON \\`metadb\\`.* TO 'pipelines'@'%';",
      ]);
      expect(script).toContain("--ssl-mode=REQUIRED");
    });

    test("passwords come from secrets and appear in no command", () => {
      expect(script).not.toContain("--password");
      expect(mysql.env).toContainEqual({
        name: "MYSQL_PWD",
        valueFrom: { secretKeyRef: { name: "mysql-admin", key: "password" } },
      });
      expect(manifest("ExternalSecret", "mysql-admin").spec.data).toEqual([
        { secretKey: "password", remoteRef: { key: "acme-mysql-admin", property: "password" } },
      ]);
    });
  });
});

describe("MLflow", () => {
  const build = (scheme: "s3" | "gs", highlyAvailable = true) =>
    buildComponent(
      (scope) =>
        new Mlflow(scope, "m", {
          identity: IDENTITY,
          artifacts: bucket("acme-artifacts", scheme),
          server: SERVER,
          domain: DOMAIN,
          clients: ["fraud"],
          podCidr: "100.64.0.0/14",
          highlyAvailable,
        }),
    );

  test("keeps runs in PostgreSQL, with a password from a secret", () => {
    expect(build("s3").values("mlflow").backendStore).toEqual({
      databaseMigration: true,
      databaseConnectionCheck: true,
      postgres: { enabled: true, host: "db.internal", port: 5432, database: "mlflow" },
      existingDatabaseSecret: { name: "database-mlflow" },
    });
  });

  test("leaves artifacts to the clients' own identities", () => {
    expect(build("s3").values("mlflow").artifactRoot).toEqual({
      proxiedArtifactStorage: false,
      s3: { enabled: true, bucket: "acme-artifacts" },
    });
    expect(build("gs").values("mlflow").artifactRoot).toMatchObject({
      gcs: { enabled: true, bucket: "acme-artifacts" },
    });
  });

  test("has several replicas in production that are never all down", () => {
    expect(build("s3").values("mlflow").replicaCount).toBe(2);
    expect(build("s3", false).values("mlflow").replicaCount).toBe(1);
    expect(build("s3").manifest("PodDisruptionBudget").spec.maxUnavailable).toBe(1);
  });

  test("is reachable at its host for users and in the cluster for pods", () => {
    const { component, manifest } = build("s3");
    expect((component as Mlflow).endpoint).toBe("https://mlflow.ml.example.com");
    expect((component as Mlflow).trackingUri).toBe("http://mlflow.mlflow.svc.cluster.local");
    expect(manifest("VirtualService").spec.hosts).toEqual(["mlflow.ml.example.com"]);
  });
});

describe("MLflow answers", () => {
  const { values } = buildComponent(
    (scope) =>
      new Mlflow(scope, "m", {
        identity: IDENTITY,
        artifacts: bucket("acme-artifacts", "gs"),
        server: SERVER,
        domain: DOMAIN,
        clients: [],
        podCidr: "100.64.0.0/14",
      }),
  );
  /** As in `is_allowed_host_header`: https://github.com/mlflow/mlflow/blob/v3.15.1/mlflow/server/security_utils.py */
  const answers = (header: string) =>
    values("mlflow").serverAllowedHosts.some((allowed: string) =>
      new RegExp(`^${allowed.split("*").map(literal).join(".*")}$`).test(header),
    );
  const literal = (text: string) => text.replace(/[.\\[\]]/g, "\\$&");

  test.each([
    ["Prometheus, which names a pod by its address", "100.64.0.1:5000"],
    ["Prometheus, at the other end of the range of pods", "100.67.255.254:5000"],
    ["people", "mlflow.ml.example.com"],
    ["pods, by the service's short name", "mlflow.mlflow"],
    ["pods, by its name with svc", "mlflow.mlflow.svc"],
    ["pods, by its full name", "mlflow.mlflow.svc.cluster.local"],
    ["pods that name the port", "mlflow.mlflow.svc.cluster.local:80"],
    ["a forwarded port", "localhost:5000"],
  ])("%s", (_, header) => expect(answers(header)).toBe(true));

  test.each(["evil.example.com", "mlflow.evil.example.com", "100.68.0.1:5000", "100.64.0.1:8080"])("not %s", (header) =>
    expect(answers(header)).toBe(false),
  );
});

describe("Airflow", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new Airflow(scope, "a", {
        identity: IDENTITY,
        server: SERVER,
        logs: bucket("acme-logs"),
        domain: DOMAIN,
        signOn: SIGN_ON,
        dagsRepository: "git@github.com:acme/ml.git",
        entries: { fernetKey: "acme/airflow-fernet-key", deployKey: "acme/git-deploy-key" },
      }),
  );

  test("migrates before anything waits for it: no hook, no deadlock", () => {
    expect(values("airflow").migrateDatabaseJob).toMatchObject({ useHelmHooks: false, applyCustomEnv: false });
    expect(values("airflow").createUserJob).toEqual({ enabled: false });
  });

  test("keeps logs in the bucket, and its Fernet key in the secret store", () => {
    expect(values("airflow").config.logging).toMatchObject({
      remote_logging: "True",
      remote_base_log_folder: "s3://acme-logs/airflow",
    });
    expect(manifest("ExternalSecret", "airflow-fernet").spec.data).toEqual([
      { secretKey: "fernet-key", remoteRef: { key: "acme/airflow-fernet-key" } },
    ]);
  });

  test("runs each task in a pod with the same identity", () => {
    expect(values("airflow")).toMatchObject({
      executor: "KubernetesExecutor",
      scheduler: { serviceAccount: { create: true, name: "account", annotations: IDENTITY.annotations } },
      workers: { serviceAccount: { create: false, name: "account" } },
    });
  });

  test("authenticates users with the identity provider, and maps their groups to roles", () => {
    const config: string = values("airflow").apiServer.apiServerConfig;
    expect(config).toContain('AUTH_ROLES_MAPPING = {"admins": ["Admin"]}');
    expect(config).toContain('AUTH_USER_REGISTRATION_ROLE = "Viewer"');
    expect(config).toContain('os.environ["OIDC_CLIENT_SECRET"]');
  });

  test("reads DAGs with a deploy key from a known host", () => {
    expect(values("airflow").dags.gitSync).toMatchObject({
      repo: "git@github.com:acme/ml.git",
      subPath: "dags",
      sshKeySecret: "airflow-deploy-key",
      knownHosts: expect.stringContaining("github.com ssh-ed25519"),
    });
  });
});

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

test.each(["Knative", "Standard"] as const)("KServe runs in mode %s, with its runtimes", (mode) => {
  const { values } = buildComponent((scope) => new Kserve(scope, "k", { mode, domain: DOMAIN }));
  expect(values("kserve-resources").kserve.controller).toMatchObject({
    deploymentMode: mode,
    gateway: { domain: DOMAIN, urlScheme: "https" },
  });
  expect(values("kserve-runtime-configs").kserve.servingruntime.enabled).toBe(true);
});

describe("Seldon Core", () => {
  const { values, manifest } = buildComponent((scope) => new SeldonCore(scope, "s", {}));

  test("creates no load balancer", () => {
    expect(values("seldon-core-v2-setup").services).toEqual({ defaultServiceType: "ClusterIP" });
    expect(values("seldon-core-v2-runtime")).toMatchObject({
      envoy: { serviceType: "ClusterIP" },
      scheduler: { serviceType: "ClusterIP" },
    });
  });

  test.each([
    ["agents", "seldon-server", { port: "metrics" }],
    ["servers", "seldon-server", { port: "server-metrics" }],
    ["pipeline-gateway", "seldon-pipelinegateway", { port: "metrics" }],
    ["envoy", "seldon-envoy", { portNumber: 9003, path: "/stats/prometheus" }],
  ])("Prometheus reads its %s", (name, pods, endpoint) => {
    const { selector, podMetricsEndpoints } = manifest("PodMonitor", name).spec;
    expect(selector).toEqual({ matchLabels: { "app.kubernetes.io/name": pods } });
    expect(podMetricsEndpoints).toEqual([{ ...endpoint, interval: "30s" }]);
  });
});

describe("monitoring", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new KubePrometheusStack(scope, "m", {
        environment: "acme-dev",
        domain: DOMAIN,
        signOn: SIGN_ON,
        storageClass: "gp3",
        dashboards: { cluster: { title: "Cluster" } },
        rules: [{ name: "platform", rules: [] }],
      }),
  );
  const stack = values("kube-prometheus-stack");

  test("Grafana has no usable password, and uses the identity provider for sign-in", () => {
    expect(stack.grafana.admin).toEqual({
      existingSecret: "grafana-admin",
      userKey: "username",
      passwordKey: "password",
    });
    expect(stack.grafana["grafana.ini"].auth).toEqual({ disable_login_form: true });
    expect(stack.grafana["grafana.ini"]["auth.generic_oauth"]).toMatchObject({
      auth_url: SIGN_ON.authorizationUrl,
      role_attribute_path: "contains(groups[*], 'admins') && 'Admin' || 'Viewer'",
    });
  });

  test("metrics, alerts and dashboards outlive their pods", () => {
    expect(stack.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.storageClassName).toBe("gp3");
    expect(stack.alertmanager.alertmanagerSpec.storage.volumeClaimTemplate.spec.storageClassName).toBe("gp3");
    expect(stack.grafana.persistence).toMatchObject({ enabled: true, storageClassName: "gp3" });
  });

  test("every monitor and rule on the cluster is used, regardless of its origin", () => {
    expect(stack.prometheus.prometheusSpec).toMatchObject({
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
    });
  });

  test("dashboards and rules are code", () => {
    expect(JSON.parse(manifest("ConfigMap", "dashboard-cluster").data["cluster.json"])).toEqual({ title: "Cluster" });
    expect(manifest("PrometheusRule").spec.groups).toEqual([{ name: "platform", rules: [] }]);
  });
});

test("OpenCost queries the platform's Prometheus", () => {
  const { values } = buildComponent((scope) => new OpenCost(scope, "o", { clusterName: "acme" }));
  expect(values("opencost").opencost.prometheus.internal).toEqual({
    serviceName: "kube-prometheus-stack-prometheus",
    namespaceName: "monitoring",
    port: 9090,
  });
});

test("a team's project in Argo CD only deploys to its own namespace", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new ArgoCd(scope, "a", {
        domain: DOMAIN,
        signOn: SIGN_ON,
        teams: [{ name: "fraud", groups: ["fraud-team"] }],
        repositories: ["https://github.com/acme/*"],
      }),
  );
  expect(manifest("AppProject").spec).toMatchObject({
    sourceRepos: ["https://github.com/acme/*"],
    destinations: [{ server: "https://kubernetes.default.svc", namespace: "fraud" }],
    clusterResourceWhitelist: [],
    // Kinds that limit the team, and that route the traffic of others.
    namespaceResourceBlacklist: expect.arrayContaining([
      { group: "", kind: "ResourceQuota" },
      { group: "networking.k8s.io", kind: "NetworkPolicy" },
      { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
      { group: "networking.istio.io", kind: "*" },
      { group: "networking.k8s.io", kind: "Ingress" },
    ]),
  });
  expect(values("argo-cd").configs).toMatchObject({
    cm: { "admin.enabled": false, "oidc.config": expect.stringContaining("$argocd-oidc:clientSecret") },
    rbac: { "policy.default": "role:readonly", "policy.csv": "g, admins, role:admin" },
  });
});

describe("Argo CD sends notifications of deployments", () => {
  const argoCd = (events?: string) =>
    buildComponent(
      (scope) =>
        new ArgoCd(scope, "a", {
          domain: DOMAIN,
          signOn: SIGN_ON,
          teams: [],
          repositories: [],
          ...(events !== undefined && { events }),
        }),
    );

  test("to the address for events, with a token that Kubernetes keeps and its settings only reference", () => {
    const { values, manifest } = argoCd("http://workflows/api/v1/events/model-delivery");
    const { notifications } = values("argo-cd");
    expect(notifications).toMatchObject({
      enabled: true,
      secret: { create: false, name: "argocd-notifications-secret" },
      resources: { requests: { memory: "128Mi" } },
    });
    expect(notifications.notifiers["service.webhook.model-release"]).toContain("Bearer $token");
    expect(manifest("Secret", "argocd-notifications-secret")).toMatchObject({
      type: "kubernetes.io/service-account-token",
      metadata: { annotations: { "kubernetes.io/service-account.name": "argocd-events" } },
    });
    expect(manifest("ServiceAccount", "argocd-events")).toMatchObject({ automountServiceAccountToken: false });
  });

  test("or to no address, and doesn't run the controller", () => {
    const { component, values, kinds } = argoCd();
    expect(values("argo-cd").notifications).toEqual({ enabled: false });
    expect(kinds).not.toContain("Secret");
    expect(component.workloads.map(({ name }) => name)).not.toContain("argocd-notifications-controller");
  });
});

test.each([
  ["s3", { s3: expect.objectContaining({ bucket: "acme-pipelines", useSDKCreds: true }) }],
  ["gs", { gcs: expect.objectContaining({ bucket: "acme-pipelines" }) }],
] as const)("workflows keep artifacts and logs in a %s bucket, without keys", (scheme, expected) => {
  const { values } = buildComponent(
    (scope) =>
      new ArgoWorkflows(scope, "w", { domain: DOMAIN, signOn: SIGN_ON, artifacts: bucket("acme-pipelines", scheme) }),
  );
  expect(values("argo-workflows")).toMatchObject({
    useStaticCredentials: false,
    artifactRepository: { archiveLogs: true, ...expected },
  });
  expect(JSON.stringify(values("argo-workflows"))).not.toMatch(/accessKeySecret|serviceAccountKeySecret/);
});

test("each team has a queue with its quota, and borrows unused capacity of others", () => {
  const { manifest } = buildComponent(
    (scope) => new Kueue(scope, "k", { queues: [{ name: "fraud", cpu: 16, memoryGiB: 64, gpus: 1 }] }),
  );
  const { cohortName, resourceGroups } = manifest("ClusterQueue").spec;
  expect(cohortName).toBe("platform");
  expect(resourceGroups[0].flavors[0].resources).toEqual([
    { name: "cpu", nominalQuota: "16" },
    { name: "memory", nominalQuota: "64Gi" },
  ]);
  expect(resourceGroups[1].flavors[0].resources).toEqual([{ name: "nvidia.com/gpu", nominalQuota: "1" }]);
});

test("jobs in a queue run on GPU nodes, which are reserved for pods that tolerate them", () => {
  const { manifest } = buildComponent((scope) => new Kueue(scope, "k", { queues: [] }));
  expect(manifest("ResourceFlavor", "gpu").spec).toEqual({
    nodeLabels: { "mlops/pool": "gpu" },
    tolerations: [
      { key: "mlops/pool", operator: "Equal", value: "gpu", effect: "NoSchedule" },
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ],
  });
});

test("a job that requests processors and GPUs is assigned to one pool", () => {
  const { manifest } = buildComponent(
    (scope) => new Kueue(scope, "k", { queues: [{ name: "fraud", cpu: 16, memoryGiB: 64, gpus: 1 }] }),
  );
  const groups: { flavors: { name: string }[] }[] = manifest("ClusterQueue").spec.resourceGroups;
  const labels = groups.map(({ flavors: [flavor] }) => manifest("ResourceFlavor", flavor?.name).spec.nodeLabels ?? {});
  const keys = labels.flatMap((each) => Object.keys(each));
  expect(keys).toEqual(["mlops/pool"]);
});

test("queues are for jobs of teams: nothing of the platform waits for Kueue", () => {
  const { values } = buildComponent((scope) => new Kueue(scope, "k", { queues: [] }));
  const manager = JSON.parse(values("kueue").managerConfig.controllerManagerConfigYaml);
  expect(manager.managedJobsNamespaceSelector).toEqual({
    matchExpressions: [{ key: "mlops/team", operator: "Exists" }],
  });
  expect(manager.integrations.frameworks).toEqual([
    "batch/job",
    "jobset.x-k8s.io/jobset",
    "trainer.kubeflow.org/trainjob",
  ]);
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
