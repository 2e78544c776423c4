import { basename } from "node:path";
import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { IMAGES as PINNED } from "../../../src/catalogue/images";
import type { GoProgram } from "../../build-go";
import { kubernetesProgram } from "../../kubernetes/kubernetes";
import * as programs from "./programs";
import type { Recipe } from "./recipe";

/** A static program and nothing else, with its user and its folder. */
function program(of: GoProgram, path: string, settings: Omit<Recipe, "layers"> = {}): Recipe {
  return { layers: [{ kind: "program", program: of, path }], entrypoint: [path], ...settings };
}

const ARGO = `v${CATALOGUE["argo-workflows"].version}`;
const OPERATOR = `v${CATALOGUE["kube-prometheus-stack"].version}`;
const KYVERNO = `v${CATALOGUE.kyverno.version}`;
const UNPRIVILEGED = "65534";

/** Upstream builds it with ko: https://ko.build/features/static-assets */
function kyverno(command: programs.KyvernoCommand): Recipe {
  return program(programs.kyverno(command), `/ko-app/${basename(command)}`, { user: "65532" });
}

/** Images of one static Go program, by upstream name. */
export const PROGRAM_IMAGES: Readonly<Record<string, Recipe>> = {
  [PINNED.kubectl]: program(kubernetesProgram("kubectl"), "/bin/kubectl"),
  [PINNED.oauth2Proxy]: program(programs.OAUTH2_PROXY, "/bin/oauth2-proxy", { user: "65532" }),
  // The chart of the catalogue names these two.
  "quay.io/prometheus/prometheus:v3.14.0-distroless": program(programs.PROMETHEUS, "/bin/prometheus", {
    user: UNPRIVILEGED,
    folder: "/prometheus",
  }),
  "quay.io/prometheus/alertmanager:v0.34.0": program(programs.ALERTMANAGER, "/bin/alertmanager", {
    user: UNPRIVILEGED,
    folder: "/alertmanager",
  }),
  [`quay.io/prometheus-operator/prometheus-operator:${OPERATOR}`]: program(programs.OPERATOR, "/bin/operator", {
    user: UNPRIVILEGED,
  }),
  [`quay.io/prometheus-operator/prometheus-config-reloader:${OPERATOR}`]: program(
    programs.CONFIG_RELOADER,
    "/bin/prometheus-config-reloader",
    { user: UNPRIVILEGED },
  ),
  [`quay.io/prometheus/pushgateway:v${CATALOGUE.pushgateway.version}`]: program(
    programs.PUSHGATEWAY,
    "/bin/pushgateway",
    { user: UNPRIVILEGED, folder: "/pushgateway" },
  ),
  [`quay.io/argoproj/workflow-controller:${ARGO}`]: program(programs.WORKFLOW_CONTROLLER, "/bin/workflow-controller", {
    user: "8737",
  }),
  [`registry.k8s.io/kueue/kueue:v${CATALOGUE.kueue.version}`]: program(programs.KUEUE, "/manager", { user: "65532" }),
  [`quay.io/argoproj/argocli:${ARGO}`]: program(programs.ARGO, "/bin/argo", { user: "8737", folder: "/home/argo" }),
  [`quay.io/argoproj/argoexec:${ARGO}`]: program(programs.ARGOEXEC, "/bin/argoexec"),
  [`reg.kyverno.io/kyverno/kyvernopre:${KYVERNO}`]: kyverno("kyverno-init"),
  [`reg.kyverno.io/kyverno/kyverno:${KYVERNO}`]: kyverno("kyverno"),
  [`reg.kyverno.io/kyverno/background-controller:${KYVERNO}`]: kyverno("background-controller"),
  [`reg.kyverno.io/kyverno/cleanup-controller:${KYVERNO}`]: kyverno("cleanup-controller"),
  [`reg.kyverno.io/kyverno/reports-controller:${KYVERNO}`]: kyverno("reports-controller"),
  // The chart's hooks: the first migrates resources, the second removes webhooks before Kyverno.
  [`reg.kyverno.io/kyverno/kyverno-cli:${KYVERNO}`]: kyverno("cli/kubectl-kyverno"),
  [`ghcr.io/kyverno/readiness-checker:${KYVERNO}`]: kyverno("readiness-checker"),
};
