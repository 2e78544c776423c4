import { Databases } from "../../../src/constructs/data/databases";
import { MYSQL_SETUP } from "../../../src/constructs/data/mysql-setup";
import { buildComponent, MYSQL, SERVER } from "../build-component";

describe("databases", () => {
  const { manifest, kinds } = buildComponent(
    (scope) =>
      new Databases(scope, "d", {
        server: SERVER,
        adminPasswordProperty: "password",
        users: [
          { name: "mlflow", namespace: "mlflow", databases: ["mlflow"] },
          { name: "archive", namespace: "archives", databases: ["argo", "archive"] },
        ],
        mysql: {
          server: MYSQL,
          users: [{ name: "pipelines", namespace: "kubeflow", databases: ["mlpipeline", "metadb"] }],
        },
      }),
  );
  const job = manifest("Job", "database-setup").spec.template.spec.containers[0];

  test("one user for each component, which owns its databases, created idempotently", () => {
    const script: string = job.command[2];
    expect(script).toContain("CREATE ROLE %I LOGIN', 'mlflow') WHERE NOT EXISTS");
    expect(script).toContain("CREATE DATABASE %I OWNER %I', 'archive', 'archive') WHERE NOT EXISTS");
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
    expect(rule.resourceNames).toEqual(["database-mlflow", "database-archive", "database-pipelines"]);
    expect(manifest("ClusterSecretStore").spec.conditions).toEqual([
      { namespaces: ["mlflow", "archives", "kubeflow"] },
    ]);
  });

  test("a server with a certificate authority of its own is verified, on MySQL as well", () => {
    const verified = { ...MYSQL, verified: true } as const;
    expect(MYSQL_SETUP.script([], verified)).toContain("--ssl-mode=VERIFY_IDENTITY --ssl-ca=/authority/ca.crt <<SQL");
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
