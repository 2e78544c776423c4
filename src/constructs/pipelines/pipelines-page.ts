import type { Manifest } from "../kubernetes/manifest-bundle";
import { ENTRY_GATEWAY } from "../kubernetes/names";

export interface PipelinesPageProps {
  readonly namespace: string;
  /** Full host name. */
  readonly host: string;
}

/**
 * Routes the host to the web interface. With several teams, the interface requests a script of Kubeflow's dashboard, which
 * is not installed, whose runs to show; this script replaces it: it selects the team in `?ns=`, until another is
 * selected.
 */
export function pipelinesPage({ namespace, host }: PipelinesPageProps): Manifest {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name: "pipelines", namespace },
    spec: {
      hosts: [host],
      gateways: [ENTRY_GATEWAY],
      http: [
        {
          match: [{ uri: { exact: "/dashboard_lib.bundle.js" } }],
          directResponse: { status: 200, body: { string: TEAM_CHOICE } },
          headers: { response: { set: { "content-type": "text/javascript" } } },
        },
        { route: [{ destination: { host: `ml-pipeline-ui.${namespace}.svc.cluster.local`, port: { number: 80 } } }] },
      ],
    },
  };
}

/** https://github.com/kubeflow/pipelines/blob/2.17.0/frontend/src/lib/KubeflowClient.tsx */
export const TEAM_CHOICE = [
  "(() => {",
  '  const named = new URLSearchParams(location.search).get("ns");',
  '  if (named) localStorage.setItem("team", named);',
  '  const team = localStorage.getItem("team");',
  "  const init = (ready) => {",
  "    const events = {};",
  "    ready(events, false);",
  "    if (team) events.onNamespaceSelected(team);",
  "  };",
  "  window.centraldashboard = { CentralDashboardEventHandler: { init } };",
  "})();",
].join("\n");
