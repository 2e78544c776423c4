import { parse } from "yaml";
import { Airflow } from "../../../src/constructs/pipelines/airflow";
import { webserverConfig } from "../../../src/constructs/pipelines/airflow-sign-on";
import { bucket, buildComponent, DOMAIN, IDENTITY, SERVER, SIGN_ON } from "../build-component";

function build(identity = IDENTITY) {
  return buildComponent(
    (scope) =>
      new Airflow(scope, "a", {
        identity,
        server: SERVER,
        logs: bucket("acme-logs"),
        domain: DOMAIN,
        signOn: SIGN_ON,
        dagsRepository: "git@github.com:acme/ml.git",
        entries: { fernetKey: "acme/airflow-fernet-key", deployKey: "acme/git-deploy-key" },
      }),
  );
}

describe("Airflow", () => {
  const { values, manifest } = build();

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

  test("limits the memory of the containers that delete old log files", () => {
    const { scheduler, triggerer, dagProcessor } = values("airflow");
    for (const { logGroomerSidecar } of [scheduler, triggerer, dagProcessor]) {
      expect(logGroomerSidecar.resources).toEqual({
        requests: { cpu: "10m", memory: "64Mi" },
        limits: { memory: "64Mi" },
      });
    }
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

  test("talks to a provider on the same cluster by its Service, and sends browsers to its public address", () => {
    const service = "http://dex.dex.svc.cluster.local:5556";
    const config = webserverConfig({
      ...SIGN_ON,
      endpoints: {
        authorizationUrl: "https://dex.ml.localhost/auth",
        tokenUrl: `${service}/token`,
        userinfoUrl: `${service}/userinfo`,
        keysUrl: `${service}/keys`,
      },
    });
    expect(config).not.toContain("server_metadata_url");
    expect(config).toContain('"authorize_url": "https://dex.ml.localhost/auth"');
    for (const [parameter, path] of [
      ["access_token_url", "token"],
      ["userinfo_endpoint", "userinfo"],
      ["jwks_uri", "keys"],
    ]) {
      expect(config).toContain(`"${parameter}": "${service}/${path}"`);
    }
    expect(config).toContain(`"issuer": "${SIGN_ON.issuer}"`);
  });

  test("reads DAGs with a deploy key from a known host", () => {
    expect(values("airflow").dags.gitSync).toMatchObject({
      repo: "git@github.com:acme/ml.git",
      subPath: "dags",
      sshKeySecret: "airflow-deploy-key",
      knownHosts: expect.stringContaining("github.com ssh-ed25519"),
    });
  });

  test("with a key of the object store, every pod has it: those of tasks read data and write their logs", () => {
    expect(values("airflow").extraEnvFrom).toBeUndefined();
    const withKey = build({ ...IDENTITY, keySecret: "object-store-airflow-1" }).values("airflow");
    expect(parse(withKey.extraEnvFrom)).toEqual([{ secretRef: { name: "object-store-airflow-1" } }]);
    expect(withKey.env).toContainEqual({ name: "AIRFLOW_CONN_AWS_DEFAULT", value: "aws://" });
  });
});
