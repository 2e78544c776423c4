import { Mlflow } from "../../../src/constructs/tracking/mlflow";
import { bucket, buildComponent, DOMAIN, IDENTITY, SERVER } from "../build-component";

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
      postgres: { enabled: true, host: "db.internal", port: 5432, database: "mlflow", driver: "psycopg2" },
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

  test("has a writable folder for its metrics: the chart's root file system is read-only, and the server would not start", () => {
    const { extraVolumes, extraVolumeMounts } = build("s3").values("mlflow");
    expect(extraVolumes).toEqual([{ name: "metrics", emptyDir: {} }]);
    expect(extraVolumeMounts).toEqual([{ name: "metrics", mountPath: "/mlflow/metrics" }]);
  });

  test("has several replicas in production that are never all down", () => {
    expect(build("s3").values("mlflow").replicaCount).toBe(2);
    expect(build("s3", false).values("mlflow").replicaCount).toBe(1);
    expect(build("s3").manifest("PodDisruptionBudget").spec).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
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
