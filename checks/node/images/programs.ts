import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { GoProgram } from "../../build-go";

const folder = (name: string) => join(__dirname, "programs", name);

/** Their web pages are built by other tools than Go's, and are not part of the published modules. */
const NO_PAGE = "This build has no web page.\n";

/** As `programs/oauth2-proxy/go.mod` pins it. */
export const OAUTH2_PROXY: GoProgram = {
  name: "oauth2-proxy",
  version: "7.15.4",
  folder: folder("oauth2-proxy"),
  main: "github.com/oauth2-proxy/oauth2-proxy/v7",
  ldflags: "-s -w -X github.com/oauth2-proxy/oauth2-proxy/v7/pkg/version.VERSION=v7.15.4",
};

/** `programs/prometheus/go.mod` pins 0.314.0, as its Go modules are numbered. */
export const PROMETHEUS: GoProgram = {
  name: "prometheus",
  version: "3.14.0",
  folder: folder("prometheus"),
  main: "github.com/prometheus/prometheus/cmd/prometheus",
  ldflags: "-s -w -X github.com/prometheus/common/version.Version=3.14.0",
};

/** As `programs/alertmanager/go.mod` pins it. */
export const ALERTMANAGER: GoProgram = {
  name: "alertmanager",
  version: "0.34.0",
  folder: folder("alertmanager"),
  main: "github.com/prometheus/alertmanager/cmd/alertmanager",
  generated: { module: "github.com/prometheus/alertmanager", files: { "ui/app/dist/index.html": NO_PAGE } },
  ldflags: "-s -w -X github.com/prometheus/common/version.Version=0.34.0",
};

/** As `programs/prometheus-operator/go.mod` pins it. */
const operator = (name: string, command: string): GoProgram => ({
  name,
  version: "0.93.1",
  folder: folder("prometheus-operator"),
  main: `github.com/prometheus-operator/prometheus-operator/cmd/${command}`,
  ldflags: "-s -w -X github.com/prometheus/common/version.Version=0.93.1",
});

export const OPERATOR = operator("prometheus-operator", "operator");
export const CONFIG_RELOADER = operator("prometheus-config-reloader", "prometheus-config-reloader");

/** As `programs/pushgateway/go.mod` pins it. */
export const PUSHGATEWAY: GoProgram = {
  name: "pushgateway",
  version: "1.11.3",
  folder: folder("pushgateway"),
  main: "github.com/prometheus/pushgateway",
  ldflags: "-s -w -X github.com/prometheus/common/version.Version=1.11.3",
};

/** The newest published modules of the catalogue's minor version, as `programs/argo-workflows/go.mod` pins them. */
const argo = (name: string, command: string, files?: Readonly<Record<string, string>>): GoProgram => ({
  name,
  version: "4.0.5",
  folder: folder("argo-workflows"),
  main: `github.com/argoproj/argo-workflows/v4/cmd/${command}`,
  ldflags: "-s -w -X github.com/argoproj/argo-workflows/v4.version=v4.0.5",
  ...(files && { generated: { module: "github.com/argoproj/argo-workflows/v4", files } }),
});

export const WORKFLOW_CONTROLLER = argo("argo-workflow-controller", "workflow-controller");
export const ARGO = argo("argo-cli", "argo", { "ui/dist/app/index.html": NO_PAGE });

const SIGNALS = "signal_linux.go";
export const ARGOEXEC = argo("argoexec", "argoexec", {
  // The published module has this file for other systems only.
  [`workflow/executor/osspecific/${SIGNALS}`]: readFileSync(join(folder("argo-workflows"), SIGNALS), "utf8"),
});

/** As `programs/kueue/go.mod` pins it. */
export const KUEUE: GoProgram = {
  name: "kueue",
  version: "0.19.2",
  folder: folder("kueue"),
  main: "sigs.k8s.io/kueue/cmd/kueue",
  ldflags: "-s -w -X sigs.k8s.io/kueue/pkg/version.GitVersion=v0.19.2",
};

export type KyvernoCommand =
  | "background-controller"
  | "cleanup-controller"
  | "cli/kubectl-kyverno"
  | "kyverno"
  | "kyverno-init"
  | "readiness-checker"
  | "reports-controller";

/** As `programs/kyverno/go.mod` pins it. */
export const kyverno = (command: KyvernoCommand): GoProgram => ({
  name: `kyverno-${basename(command)}`,
  version: "1.19.0",
  folder: folder("kyverno"),
  main: `github.com/kyverno/kyverno/cmd/${command}`,
  ldflags: "-s -w -X github.com/kyverno/kyverno/pkg/version.BuildVersion=v1.19.0",
});

/**
 * As `programs/argo-cd/go.mod` pins it: the newest that published modules alone build. The catalogue's version needs a
 * folder of its repository that is not part of its module, and 3.6 needs Go 1.27.
 */
export const ARGOCD: GoProgram = {
  name: "argocd",
  version: "3.2.11",
  folder: folder("argo-cd"),
  main: "github.com/argoproj/argo-cd/v3/cmd",
  generated: { module: "github.com/argoproj/argo-cd/v3", files: { "ui/dist/app/index.html": NO_PAGE } },
  ldflags: "-s -w -X github.com/argoproj/argo-cd/v3/common.version=3.2.11",
};

/** As `programs/helm/go.mod` pins it. */
export const HELM: GoProgram = {
  name: "helm",
  version: "3.18.4",
  folder: folder("helm"),
  main: "helm.sh/helm/v3/cmd/helm",
  ldflags: "-s -w -X helm.sh/helm/v3/internal/version.version=v3.18.4",
};

/** As `programs/kustomize/go.mod` pins it. */
export const KUSTOMIZE: GoProgram = {
  name: "kustomize",
  version: "5.7.1",
  folder: folder("kustomize"),
  main: "sigs.k8s.io/kustomize/kustomize/v5",
  ldflags: "-s -w -X sigs.k8s.io/kustomize/api/provenance.version=v5.7.1",
};
