import { IMAGES as PINNED } from "../../../src/catalogue/images";
import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";
import { openNode } from "../node";
import { temporaryNamespace } from "../temporary-namespace";
import { until } from "../until";

const node = openNode();
let namespace: string;

/** A server under the level `restricted`, with its data on a volume. */
function server(): Manifest[] {
  const labels = { app: "postgres" };
  const metadata = { name: "postgres", namespace };
  const container = {
    name: "postgres",
    image: PINNED.postgresClient,
    env: [
      { name: "POSTGRES_USER", value: "team" },
      { name: "POSTGRES_PASSWORD", value: "check" },
      { name: "PGDATA", value: "/data/files" },
    ],
    // While it is being initialized, it only answers on its socket.
    readinessProbe: { exec: { command: ["pg_isready", "--host=127.0.0.1"] }, periodSeconds: 1 },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    volumeMounts: [{ name: "data", mountPath: "/data" }],
  };
  const securityContext = {
    runAsNonRoot: true,
    runAsUser: 70,
    runAsGroup: 70,
    fsGroup: 70,
    seccompProfile: { type: "RuntimeDefault" },
  };
  const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "256Mi" } } };
  return [
    { apiVersion: "v1", kind: "Service", metadata, spec: { selector: labels, ports: [{ port: 5432 }] } },
    {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata,
      spec: {
        serviceName: "postgres",
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { securityContext, containers: [container] } },
        volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
      },
    },
  ];
}

/** Through the Service, which has a new address for the pod a moment after it is ready. */
function query(sql: string): Promise<string> {
  const url = `postgres://team:check@postgres.${namespace}.svc.cluster.local/team`;
  return until(`the server answers ${sql}`, 20, async () => {
    const { output, error } = await node.exec("postgres-0", namespace, ["psql", url, "-tAc", sql]);
    if (error !== "") throw new Error(error);
    return output.trim();
  });
}

test("PostgreSQL keeps its rows when its pod is deleted", async () => {
  namespace = await temporaryNamespace(node, { "pod-security.kubernetes.io/enforce": "restricted" });
  await node.loadImages([PINNED.postgresClient]);
  await node.apply(server());
  await node.kubectl(["rollout", "status", "statefulset/postgres", `--namespace=${namespace}`, "--timeout=180s"]);
  await query("CREATE TABLE rows AS SELECT 'kept' AS name");
  await node.kubectl(["delete", "pod/postgres-0", `--namespace=${namespace}`]);
  await node.kubectl(["rollout", "status", "statefulset/postgres", `--namespace=${namespace}`, "--timeout=180s"]);
  expect(await query("SELECT name FROM rows")).toBe("kept");
}, 900_000);
