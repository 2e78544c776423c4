import type { Manifest } from "../../src/constructs/kubernetes/manifest-bundle";
import { SHELL_IMAGE } from "./add-ons";
import type { Node } from "./node";

export interface ShellPodOptions {
  readonly labels?: Readonly<Record<string, string>>;
  /** The command of its container. @default it sleeps until it is deleted */
  readonly command?: readonly string[];
  /** Name of a claim, which is mounted at `/data`. */
  readonly claim?: string;
}

/** A pod with a shell, which the Pod Security level `restricted` admits. */
export function shellPod(name: string, namespace: string, options: ShellPodOptions = {}): Manifest {
  const { labels = { app: name }, command = ["sleep", "3600"], claim } = options;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: {
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "shell",
          image: SHELL_IMAGE,
          imagePullPolicy: "IfNotPresent",
          command: [...command],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          ...(claim && { volumeMounts: [{ name: "data", mountPath: "/data" }] }),
        },
      ],
      ...(claim && { volumes: [{ name: "data", persistentVolumeClaim: { claimName: claim } }] }),
    },
  };
}

/** Serves `hello` on port 8080. */
export function webPod(name: string, namespace: string, labels?: Readonly<Record<string, string>>): Manifest {
  const command = ["sh", "-c", "mkdir /tmp/www; echo hello > /tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www"];
  return shellPod(name, namespace, { command, ...(labels && { labels }) });
}

export function service(name: string, namespace: string): Manifest {
  const spec = { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] };
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec };
}

/** Whether a pod gets an answer from an address; it tries for three seconds. */
export async function reaches(node: Node, pod: string, namespace: string, url: string): Promise<boolean> {
  const { output } = await node.exec(pod, namespace, ["timeout", "3", "wget", "-q", "-O", "-", url]);
  return output.trim() === "hello";
}
