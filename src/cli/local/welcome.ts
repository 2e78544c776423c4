import { ADMINISTRATOR_SECRET } from "../../constructs/base/dex";
import { ENTRY_SERVICE, NODE_PORTS } from "../../constructs/base/entry";
import { NAMESPACES } from "../../constructs/kubernetes/names";
import type { KubernetesEnvironment } from "../../environment/environment";
import type { BuiltComponent } from "../../inventory/inventory";
import { kubectlFor } from "./cluster";
import { isKind } from "./kind";

/** The addresses of a platform, how to sign on, and what to do first. */
export function welcome(
  { cloud, owner, platform }: KubernetesEnvironment,
  components: readonly BuiltComponent[],
): string {
  const kubectl = kubectlFor(cloud);
  const addresses = components.flatMap(({ endpoint }) => endpoint ?? []);
  const [team] = platform?.teams ?? [];
  return [
    "",
    "The platform is ready.",
    "",
    ...addresses.map((address) => `  ${address}`),
    "",
    ...(components.some(({ component }) => component === "dex")
      ? [
          `Sign on as ${owner} with the password in`,
          `  ${kubectl} --namespace=${NAMESPACES.dex} get secret ${ADMINISTRATOR_SECRET} --output=go-template='{{.data.password | base64decode}}'`,
        ]
      : [`Sign on at ${platform?.oidc.issuer}.`]),
    ...(cloud.gateway === "port-forward"
      ? [
          "The addresses answer while this command runs; port 443 needs administrator rights:",
          `  sudo ${kubectl} --namespace=${NAMESPACES.entry} port-forward service/${ENTRY_SERVICE} 443:443`,
        ]
      : []),
    // kind's node maps port 443 of this machine to its own.
    ...(cloud.gateway === "node-port" && !isKind(cloud.context)
      ? [
          `The gateway listens on port ${NODE_PORTS.https} of every node: the addresses answer once port 443 of their`,
          "hosts leads there.",
        ]
      : []),
    "",
    "Next: docs/guides/local.md",
    `  1. Log a run from the namespace ${team?.name ?? "of a team"}.`,
    "  2. Serve the model that it logged.",
    ...requests(addresses, kubectl),
    "",
  ].join("\n");
}

/** Where the requests of a model are seen: without Grafana, in Prometheus, which has no address of its own. */
function requests(addresses: readonly string[], kubectl: string): string[] {
  if (addresses.some((address) => address.startsWith("https://grafana."))) return ["  3. See its requests in Grafana."];
  return [
    "  3. See its requests in Prometheus, on http://localhost:9090:",
    `     ${kubectl} --namespace=${NAMESPACES.monitoring} port-forward service/kube-prometheus-stack-prometheus 9090`,
  ];
}
