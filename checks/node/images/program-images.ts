import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { IMAGES as PINNED } from "../../../src/catalogue/images";
import { kubernetesProgram } from "../../kubernetes/kubernetes";
import { koRecipe, programRecipe } from "./program-recipe";
import * as programs from "./programs";
import type { Recipe } from "./recipe";

const ARGO = `v${CATALOGUE["argo-workflows"].version}`;
const OPERATOR = `v${CATALOGUE["kube-prometheus-stack"].version}`;
const KYVERNO = `v${CATALOGUE.kyverno.version}`;
const UNPRIVILEGED = "65534";

/** Images of one static Go program, by upstream name. */
export const PROGRAM_IMAGES: Readonly<Record<string, Recipe>> = {
  [PINNED.kubectl]: programRecipe(kubernetesProgram("kubectl"), "/bin/kubectl"),
  [PINNED.oauth2Proxy]: programRecipe(programs.OAUTH2_PROXY, "/bin/oauth2-proxy", { user: "65532" }),
  // The chart of the catalogue names these two.
  "quay.io/prometheus/prometheus:v3.14.0-distroless": programRecipe(programs.PROMETHEUS, "/bin/prometheus", {
    user: UNPRIVILEGED,
    folder: "/prometheus",
  }),
  "quay.io/prometheus/alertmanager:v0.34.0": programRecipe(programs.ALERTMANAGER, "/bin/alertmanager", {
    user: UNPRIVILEGED,
    folder: "/alertmanager",
  }),
  [`quay.io/prometheus-operator/prometheus-operator:${OPERATOR}`]: programRecipe(programs.OPERATOR, "/bin/operator", {
    user: UNPRIVILEGED,
  }),
  [`quay.io/prometheus-operator/prometheus-config-reloader:${OPERATOR}`]: programRecipe(
    programs.CONFIG_RELOADER,
    "/bin/prometheus-config-reloader",
    { user: UNPRIVILEGED },
  ),
  [`quay.io/prometheus/pushgateway:v${CATALOGUE.pushgateway.version}`]: programRecipe(
    programs.PUSHGATEWAY,
    "/bin/pushgateway",
    { user: UNPRIVILEGED, folder: "/pushgateway" },
  ),
  [`quay.io/argoproj/workflow-controller:${ARGO}`]: programRecipe(
    programs.WORKFLOW_CONTROLLER,
    "/bin/workflow-controller",
    {
      user: "8737",
    },
  ),
  [`registry.k8s.io/kueue/kueue:v${CATALOGUE.kueue.version}`]: programRecipe(programs.KUEUE, "/manager", {
    user: "65532",
  }),
  [`quay.io/argoproj/argocli:${ARGO}`]: programRecipe(programs.ARGO, "/bin/argo", {
    user: "8737",
    folder: "/home/argo",
  }),
  [`quay.io/argoproj/argoexec:${ARGO}`]: programRecipe(programs.ARGOEXEC, "/bin/argoexec"),
  [`reg.kyverno.io/kyverno/kyvernopre:${KYVERNO}`]: koRecipe(programs.kyverno("kyverno-init")),
  [`reg.kyverno.io/kyverno/kyverno:${KYVERNO}`]: koRecipe(programs.kyverno("kyverno")),
  [`reg.kyverno.io/kyverno/background-controller:${KYVERNO}`]: koRecipe(programs.kyverno("background-controller")),
  [`reg.kyverno.io/kyverno/cleanup-controller:${KYVERNO}`]: koRecipe(programs.kyverno("cleanup-controller")),
  [`reg.kyverno.io/kyverno/reports-controller:${KYVERNO}`]: koRecipe(programs.kyverno("reports-controller")),
  // The chart's hooks: the first migrates resources, the second removes webhooks before Kyverno.
  [`reg.kyverno.io/kyverno/kyverno-cli:${KYVERNO}`]: koRecipe(programs.kyverno("cli/kubectl-kyverno")),
  [`ghcr.io/kyverno/readiness-checker:${KYVERNO}`]: koRecipe(programs.kyverno("readiness-checker")),
};
