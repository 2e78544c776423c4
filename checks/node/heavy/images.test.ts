import { IMAGES } from "../images/images";
import { SANDBOX } from "../images/sandbox";
import { openNode } from "../node";
import { temporaryNamespace } from "../temporary-namespace";

interface Proof {
  readonly command: readonly string[];
  readonly prints: RegExp;
  /** @default "Succeeded" */
  readonly ends?: "Failed";
}

/** A program that ko put into its image, and that has no command that prints its version. */
function usage(name: string): Proof {
  const path = `/ko-app/${name}`;
  return { command: [path, "-h"], prints: new RegExp(`^Usage of ${path}:$`, "m") };
}

/** A program that wants settings before it reads an option, and what it demands. */
function demanding(name: string, prints: RegExp): Proof {
  return { command: [`/ko-app/${name}`], prints, ends: "Failed" };
}

/** Followed by the name of a program and its version. */
const KNATIVE = "gcr.io/knative-releases/knative.dev/serving/cmd";

/** A command of each image, by the start of its name, and what it prints. */
const COMMANDS: Readonly<Record<string, Proof>> = {
  // The tool that MLflow's chart waits for its database with.
  "docker.io/library/busybox:1.38.0": {
    command: ["sh", "-c", "nc -z -w 10 kubernetes.default.svc.cluster.local 443 && echo open"],
    prints: /^open$/m,
  },
  "docker.io/library/busybox": { command: ["nslookup", "kubernetes.default.svc.cluster.local"], prints: /10\./ },
  "registry.k8s.io/coredns/coredns": { command: ["/coredns", "-version"], prints: /^CoreDNS-1\.12\.4/ },
  "docker.io/library/postgres": { command: ["postgres", "--version"], prints: /^postgres \(PostgreSQL\) 17\./ },
  "docker.io/burakince/mlflow": { command: ["mlflow", "--version"], prints: /version 3\.15\.1/ },
  "docker.io/chrislusf/seaweedfs": { command: ["/usr/bin/weed", "version"], prints: /version .*4\.53/ },
  "quay.io/argoproj/argocd": {
    command: [
      "/usr/bin/tini",
      "--",
      "sh",
      "-ec",
      "argocd-server version --short; helm version --short; kustomize version; git --version; gpg-wrapper.sh --version",
    ],
    prints: /^argocd-server: v3\.2\.11.*^v3\.18\.4.*^v5\.7\.1.*^git version 2\..*^gpg \(GnuPG\) 2\./ms,
  },
  "ecr-public.aws.com/docker/library/redis": { command: ["redis-server", "--version"], prints: /^Redis server v=8\./ },
  "quay.io/argoproj/argoexec": { command: ["/bin/argoexec", "version"], prints: /v4\.0\.5/ },
  "quay.io/argoproj/argocli": { command: ["/bin/argo", "version"], prints: /v4\.0\.5/ },
  "quay.io/argoproj/workflow-controller": { command: ["/bin/workflow-controller", "version"], prints: /v4\.0\.5/ },
  "docker.io/apache/airflow": {
    command: ["/entrypoint", "version"],
    prints: /^3\.2\.2$/m,
  },
  "docker.io/prefecthq/prefect:3.9.1-python3.11-kubernetes": {
    command: ["/opt/prefect/entrypoint.sh", "python", "-c", "import prefect_kubernetes as p; print(p.__version__)"],
    prints: /^0\.8\.0$/m,
  },
  "docker.io/prefecthq/prefect": { command: ["prefect", "--version"], prints: /^3\.9\.1$/m },
  "registry.k8s.io/kueue/kueue": {
    command: ["/manager", "-help"],
    prints: /The controller will load its initial configuration/,
  },
  [`${KNATIVE}/activator:`]: usage("activator"),
  [`${KNATIVE}/autoscaler:`]: usage("autoscaler"),
  [`${KNATIVE}/autoscaler-hpa:`]: usage("autoscaler-hpa"),
  [`${KNATIVE}/controller:`]: usage("controller"),
  [`${KNATIVE}/queue:`]: demanding("queue", /^required key CONTAINER_CONCURRENCY missing value$/m),
  [`${KNATIVE}/webhook:`]: demanding("webhook", /^panic: The environment variable "WEBHOOK_NAME" is not set/m),
  "docker.io/istio/pilot": { command: ["/usr/local/bin/pilot-discovery", "version"], prints: /version\.BuildInfo/ },
  "docker.io/istio/proxyv2": {
    command: ["sh", "-c", "pilot-agent version && envoy --version"],
    prints: /version\.BuildInfo[\s\S]*\/1\.38\.3\//,
  },
  "docker.io/kserve/sklearnserver": {
    command: [
      "sh",
      "-ec",
      "python /usr/local/bin/sklearn_server.py --help; python -c 'from importlib.metadata import version as v; print(v(\"kserve\"))'",
    ],
    prints: /--model_dir[\s\S]*^0\.21\.0$/m,
  },
  "quay.io/oauth2-proxy/oauth2-proxy": { command: ["/bin/oauth2-proxy", "--version"], prints: /v7\.15\.4/ },
  "quay.io/prometheus/alertmanager": { command: ["/bin/alertmanager", "--version"], prints: /version 0\.34\.0/ },
  "quay.io/prometheus/pushgateway": { command: ["/bin/pushgateway", "--version"], prints: /version 1\.11\.3/ },
  "quay.io/prometheus/prometheus": { command: ["/bin/prometheus", "--version"], prints: /version 3\.14\.0/ },
  "quay.io/prometheus-operator/prometheus-operator": { command: ["/bin/operator", "--version"], prints: /0\.93\.1/ },
  "quay.io/prometheus-operator/prometheus-config-reloader": {
    command: ["/bin/prometheus-config-reloader", "--version"],
    prints: /0\.93\.1/,
  },
  "reg.kyverno.io/kyverno/kyverno-cli": {
    command: ["/ko-app/kubectl-kyverno", "version"],
    prints: /Version: v1\.19\.0/,
  },
  "reg.kyverno.io/kyverno/kyvernopre": usage("kyverno-init"),
  "reg.kyverno.io/kyverno/kyverno": usage("kyverno"),
  "reg.kyverno.io/kyverno/background-controller": usage("background-controller"),
  "reg.kyverno.io/kyverno/cleanup-controller": usage("cleanup-controller"),
  "reg.kyverno.io/kyverno/reports-controller": usage("reports-controller"),
  "ghcr.io/kyverno/readiness-checker": {
    command: [
      "/ko-app/readiness-checker",
      "check-http",
      "--service-name=kubernetes",
      "--namespace=default",
      "--https",
      "--port=443",
      "--path=readyz",
    ],
    prints: /^HTTP Status: 200 OK$/m,
  },
  "registry.k8s.io/kubectl": { command: ["/bin/kubectl", "version", "--client"], prints: /v1\.35\.4/ },
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
    const [, proof] = Object.entries(COMMANDS).find(([start]) => image.startsWith(start)) ?? [];
    if (proof === undefined) throw new Error("no command in this table");
    const { command, prints, ends = "Succeeded" } = proof;
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
    await node.waitFor(`pod/${name}`, `jsonpath={.status.phase}=${ends}`, { namespace });
    expect(await node.kubectl(["logs", name, `--namespace=${namespace}`])).toMatch(prints);
  },
  900_000,
);
