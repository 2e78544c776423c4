import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { editors } from "../kubernetes/editors";
import { externalSecret } from "../kubernetes/external-secret";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { podMonitor } from "../kubernetes/monitor";
import { DATABASE_SECRETS, NAMESPACES, TEAM_LABEL } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { KATIB_DATABASE, katibApplication } from "./katib-application";

export interface KatibProps extends ComponentProps {
  readonly server: contracts.PostgresDatabase;
  /** Domain of all web interfaces; the sign-on of the entry gateway authenticates users. */
  readonly domain: string;
}

/**
 * Katib searches for hyperparameters: an `Experiment` in a team's namespace runs trials there. Metrics of trials are on
 * the platform's database server. https://www.kubeflow.org/docs/components/katib/
 */
export class Katib extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: KatibProps) {
    super(
      scope,
      id,
      "katib",
      { name: NAMESPACES.katib, admits: [NAMESPACES.entry, NAMESPACES.monitoring], webhookPorts: [8443] },
      props,
    );
    const { namespace } = this;
    const host = `katib.${props.domain}`;
    this.endpoint = `https://${host}/katib/`;
    const workloads = {
      controller: this.workload("katib-controller", { cpuMillis: 50, memoryMiB: 320 }),
      database: this.workload("katib-db-manager", { cpuMillis: 20, memoryMiB: 128 }),
      ui: this.workload("katib-ui", { cpuMillis: 20, memoryMiB: 128 }),
    };
    this.apply("katib-database", [
      externalSecret({
        name: "katib-database",
        namespace,
        store: DATABASE_SECRETS,
        data: { password: { entry: `database-${KATIB_DATABASE}`, property: "password" } },
      }),
      collectors(namespace),
      editors("katib-editors", "kubeflow.org", ["experiments", "suggestions", "trials"]),
    ]);
    this.apply(
      "katib",
      [katibApplication({ namespace, server: props.server, mirror: this.mirror, workloads })],
      NAMESPACES["argo-cd"],
    );
    this.apply("katib-entry", [
      route({ name: "katib", namespace, host, service: "katib-ui", port: 80 }),
      podMonitor({ name: "katib", namespace, label: ["katib.kubeflow.org/component", "controller"], port: "metrics" }),
    ]);
  }
}

/** Collectors run next to the trials of teams, and report here. */
function collectors(namespace: string): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "collectors", namespace },
    spec: {
      podSelector: { matchLabels: { "katib.kubeflow.org/component": "db-manager" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] } }],
          ports: [{ protocol: "TCP", port: 6789 }],
        },
      ],
    },
  };
}
