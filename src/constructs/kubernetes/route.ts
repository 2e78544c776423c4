import type { Manifest } from "./manifest-bundle";
import { ENTRY_GATEWAY } from "./names";

export interface RouteProps {
  readonly name: string;
  readonly namespace: string;
  /** Full host name. */
  readonly host: string;
  /** Service in the same namespace. */
  readonly service: string;
  readonly port: number;
}

/** Routes a host of the entry gateway to a service. */
export function route({ name, namespace, host, service, port }: RouteProps): Manifest {
  return {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name, namespace },
    spec: {
      hosts: [host],
      gateways: [ENTRY_GATEWAY],
      http: [
        { route: [{ destination: { host: `${service}.${namespace}.svc.cluster.local`, port: { number: port } } }] },
      ],
    },
  };
}
