import { IMAGES } from "../images/images";
import { SANDBOX } from "../images/sandbox";
import { openNode } from "../node";
import { temporaryNamespace } from "../temporary-namespace";

/** A command of each image, by the start of its name, and what it prints. */
const COMMANDS: Readonly<Record<string, { readonly command: readonly string[]; readonly prints: RegExp }>> = {
  "docker.io/library/busybox": { command: ["nslookup", "kubernetes.default.svc.cluster.local"], prints: /10\./ },
  "registry.k8s.io/coredns/coredns": { command: ["/coredns", "-version"], prints: /^CoreDNS-1\.12\.4/ },
  "docker.io/library/postgres": { command: ["postgres", "--version"], prints: /^postgres \(PostgreSQL\) 17\./ },
  "docker.io/burakince/mlflow": { command: ["mlflow", "--version"], prints: /version 3\.15\.1/ },
};

const node = openNode();
const names = Object.keys(IMAGES).filter((name) => name !== SANDBOX);
let namespace: string;

beforeAll(async () => {
  namespace = await temporaryNamespace(node, { "pod-security.kubernetes.io/enforce": "restricted" });
});

test.each(names)(
  "%s runs under its upstream name, without privileges",
  async (image) => {
    const [, { command, prints }] = Object.entries(COMMANDS).find(([start]) => image.startsWith(start)) ?? [
      "",
      { command: [], prints: /^no command in this table$/ },
    ];
    await node.loadImages([image]);
    const name = `image-${names.indexOf(image)}`;
    const container = {
      name: "program",
      image,
      imagePullPolicy: "Never",
      command: [...command],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    };
    const securityContext = { runAsNonRoot: true, runAsUser: 1001, seccompProfile: { type: "RuntimeDefault" } };
    const spec = { restartPolicy: "Never", securityContext, containers: [container] };
    await node.apply([{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec }]);
    await node.waitFor(`pod/${name}`, "jsonpath={.status.phase}=Succeeded", { namespace });
    expect(await node.kubectl(["logs", name, `--namespace=${namespace}`])).toMatch(prints);
  },
  900_000,
);
