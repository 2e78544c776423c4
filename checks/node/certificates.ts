import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeAuthority, openssl } from "../certificate-authority";
import { API_SERVICE, NODE_NAME, type Place } from "./place";

/** Users of the API server, by the name of their kubeconfig: subjects of their certificates. */
const USERS = {
  admin: "/O=system:masters/CN=admin",
  controllers: "/O=system:masters/CN=system:kube-controller-manager",
  scheduler: "/CN=system:kube-scheduler",
  proxy: "/CN=system:kube-proxy",
  kubelet: `/O=system:nodes/CN=system:node:${NODE_NAME}`,
} as const;

/** Writes the authority, every certificate as `<name>.crt` and `<name>.key`, and a kubeconfig per user. */
export function writeCertificates(place: Place): void {
  const certify = makeAuthority(place.folder, "/CN=node", 7);
  openssl(place.folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "accounts.key");
  openssl(place.folder, "ec", "-in", "accounts.key", "-pubout", "-out", "accounts.pub");
  const services = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"];
  const addresses = ["127.0.0.1", API_SERVICE, place.address];
  certify({
    name: "api-server",
    subject: "/CN=kube-apiserver",
    hosts: [...services.map((name) => `DNS:${name}`), ...addresses.map((address) => `IP:${address}`)],
  });
  certify({
    name: "kubelet-server",
    subject: `/CN=${NODE_NAME}`,
    hosts: [`DNS:${NODE_NAME}`, `IP:${place.address}`],
  });
  // For APIs that the API server forwards to, such as that of metrics.
  certify({ name: "front-proxy", subject: "/CN=front-proxy-client" });
  for (const [name, subject] of Object.entries(USERS)) {
    certify({ name, subject });
    writeFileSync(join(place.folder, `${name}.kubeconfig`), kubeconfig(place, name), { mode: 0o600 });
  }
}

/** Complete, so that it can be used from anywhere. */
function kubeconfig(place: Place, user: string): string {
  const data = (name: string) => readFileSync(join(place.folder, name)).toString("base64");
  const server = `https://${place.address}:6443`;
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "node", cluster: { server, "certificate-authority-data": data("ca.crt") } }],
    users: [
      {
        name: user,
        user: { "client-certificate-data": data(`${user}.crt`), "client-key-data": data(`${user}.key`) },
      },
    ],
    contexts: [{ name: "node", context: { cluster: "node", user } }],
    "current-context": "node",
  });
}
