import type * as contracts from "../../contracts";
import { hostOf } from "./stateful";

/** An embedded database server. */
interface Server {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly adminUser: string;
  readonly adminSecret: contracts.SecretEntry;
}

/** How clients on the cluster reach an embedded database server. It signs its own certificate. */
export function reach<Engine extends contracts.SqlDatabase["engine"]>(engine: Engine, server: Server) {
  const { name, namespace, port, adminUser, adminSecret } = server;
  return { engine, host: hostOf(name, namespace), port, adminUser, adminSecret, certificateAuthority: "" };
}
