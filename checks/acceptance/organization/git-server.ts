import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";
import { RESTRICTED, SECCOMP } from "../../../src/constructs/kubernetes/workload";
import type { Certificate } from "./authority";

/** The namespace of what an organization has besides the platform. */
export const NAMESPACE = "organization";

const NAME = "git";

/** Host of the Git server. */
export const GIT_HOST = `${NAME}.${NAMESPACE}.svc.cluster.local`;

export interface GitServerProps {
  /** An image with Git and Python. */
  readonly image: string;
  readonly certificate: Certificate;
  /** Password of pushes. */
  readonly token: string;
  /** `owner/name` of each repository. */
  readonly repositories: readonly string[];
}

/** A Git server for repositories that live as long as the cluster. */
export function gitServer({ image, certificate, token, repositories }: GitServerProps): Manifest[] {
  const metadata = { name: NAME, namespace: NAMESPACE };
  const program = readFileSync(join(__dirname, "git_server.py"), "utf8");
  const volumes = [
    { name: "data", persistentVolumeClaim: { claimName: NAME } },
    { name: "program", configMap: { name: NAME } },
    { name: "certificate", secret: { secretName: NAME } },
  ];
  const container = {
    name: NAME,
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["python", "/program/git_server.py"],
    env: [
      { name: "GIT_TOKEN", valueFrom: { secretKeyRef: { name: NAME, key: "token" } } },
      { name: "REPOSITORIES", value: repositories.join(" ") },
    ],
    securityContext: RESTRICTED,
    readinessProbe: { tcpSocket: { port: 443 } },
    volumeMounts: [
      { name: "data", mountPath: "/data" },
      { name: "program", mountPath: "/program", readOnly: true },
      { name: "certificate", mountPath: "/certificate", readOnly: true },
    ],
  };
  const pod = {
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      fsGroup: 65532,
      // The policies of teams allow HTTPS on its own port only.
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      ...SECCOMP,
    },
    containers: [container],
    volumes,
  };
  const labels = { app: NAME };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata,
      stringData: { "tls.crt": certificate.certificate, "tls.key": certificate.key, token },
    },
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "git_server.py": program } },
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata,
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        strategy: { type: "Recreate" },
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: pod },
      },
    },
    { apiVersion: "v1", kind: "Service", metadata, spec: { selector: labels, ports: [{ port: 443 }] } },
  ];
}
