import { CATALOGUE } from "../../catalogue/catalogue";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { editors } from "../kubernetes/editors";
import { kustomizeApplication, leaveOut, patch, patchContainer } from "../kubernetes/kustomize";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { podMonitor } from "../kubernetes/monitor";
import { ENTRY_GATEWAY, NAMESPACES, USER_HEADER } from "../kubernetes/names";
import { resources, type Workload } from "../kubernetes/workload";

export interface NotebooksProps extends ComponentProps {
  /** Domain of all web interfaces; the sign-on of the entry gateway authenticates users. */
  readonly domain: string;
  /**
   * Teams with notebooks, and the members who may open them, by e-mail address; notebooks of a team without members
   * can't be opened.
   */
  readonly teams: readonly { readonly name: string; readonly members: readonly string[] }[];
  /**
   * An idle notebook stops after this many minutes; its volume is kept.
   * @default 120 - longer than a lunch break, shorter than a night
   */
  readonly idleMinutes?: number;
}

const VERSION = CATALOGUE.notebooks.version;

/**
 * Kubeflow's notebooks: a `Notebook` in a team's namespace is a server with its own volume, at
 * `/notebook/<team>/<name>/`, for members of the team only. Upstream's web form is excluded: a restricted namespace
 * rejects the pods that it creates. https://www.kubeflow.org/docs/components/notebooks/
 */
export class Notebooks extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: NotebooksProps) {
    super(scope, id, "notebooks", { name: NAMESPACES.notebooks, admits: [NAMESPACES.monitoring] }, props);
    const { namespace } = this;
    const host = `notebooks.${props.domain}`;
    this.endpoint = `https://${host}`;
    const controller = this.workload("notebook-controller-deployment", { cpuMillis: 50, memoryMiB: 192 });
    this.apply("notebook-access", [
      editors("notebook-editors", "kubeflow.org", ["notebooks"]),
      ...props.teams.map((team) => membersOnly(host, team)),
    ]);
    this.apply(
      "notebooks",
      [application({ ...props, namespace, host, controller, mirror: this.mirror })],
      NAMESPACES["argo-cd"],
    );
    this.apply("notebooks-monitor", [
      podMonitor({ name: "notebooks", namespace, label: ["app", "notebook-controller"], port: "metrics" }),
    ]);
  }
}

interface ApplicationProps extends Pick<NotebooksProps, "idleMinutes"> {
  readonly namespace: string;
  readonly host: string;
  readonly controller: Workload;
  readonly mirror: string;
}

function application({ namespace, host, controller, mirror, idleMinutes = 120 }: ApplicationProps): Manifest {
  return kustomizeApplication({
    name: "notebooks",
    namespace,
    sources: [
      {
        repository: "https://github.com/kubeflow/notebooks.git",
        tag: VERSION,
        path: "components/notebook-controller/config/base",
        patches: [
          leaveOut({ kind: "Namespace" }),
          patch("v1", "ConfigMap", "notebook-controller-config", {
            data: {
              ISTIO_GATEWAY: ENTRY_GATEWAY,
              ISTIO_HOST: host,
              ENABLE_CULLING: "true",
              CULL_IDLE_TIME: idleMinutes.toString(),
              IDLENESS_CHECK_PERIOD: "5",
            },
          }),
          patchContainer(controller.name, {
            name: "manager",
            image: mirroredImage(`ghcr.io/kubeflow/notebooks/notebook-controller:${VERSION}`, mirror),
            ports: [{ name: "metrics", containerPort: 8080 }],
            resources: resources(controller),
          }),
        ],
      },
    ],
  });
}

/** At the gateway, after the sign-on: a notebook runs any code that its owner enters, so no one else may open it. */
function membersOnly(host: string, { name, members }: NotebooksProps["teams"][number]): Manifest {
  return {
    apiVersion: "security.istio.io/v1",
    kind: "AuthorizationPolicy",
    metadata: { name: `notebooks-${name}`, namespace: NAMESPACES.entry },
    spec: {
      selector: { matchLabels: { istio: "ingressgateway" } },
      action: "DENY",
      rules: [
        {
          to: [{ operation: { hosts: [host, `${host}:*`], paths: [`/notebook/${name}/*`] } }],
          ...(members.length > 0 && { when: [{ key: `request.headers[${USER_HEADER}]`, notValues: [...members] }] }),
        },
      ],
    },
  };
}
