import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { API_SERVICE, NODE_NAME, type Place } from "./place";

/** Users of the API server, by the name of their kubeconfig: subjects of their certificates. */
const USERS = {
  admin: "/O=system:masters/CN=admin",
  controllers: "/O=system:masters/CN=system:kube-controller-manager",
  scheduler: "/CN=system:kube-scheduler",
  proxy: "/CN=system:kube-proxy",
  kubelet: `/O=system:nodes/CN=system:node:${NODE_NAME}`,
} as const;

/** An elliptic curve: a dozen RSA keys would take seconds. */
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;

/** Writes the authority, every certificate as `<name>.crt` and `<name>.key`, and a kubeconfig per user. */
export function writeCertificates(place: Place): void {
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: place.folder, stdio: "pipe" });
  // Python 3.13 rejects an authority without it.
  const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  openssl("req", "-x509", ...KEY, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=node", "-days", "7", ...usage);
  openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "accounts.key");
  openssl("ec", "-in", "accounts.key", "-pubout", "-out", "accounts.pub");
  const certificate = (name: string, subject: string, hosts: readonly string[] = []) => {
    const names = hosts.length > 0 ? `subjectAltName=${hosts.join(",")}\n` : "";
    writeFileSync(join(place.folder, `${name}.ext`), `extendedKeyUsage=serverAuth,clientAuth\n${names}`);
    openssl("req", ...KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", subject);
    const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "7"];
    openssl("x509", "-req", "-in", `${name}.csr`, ...signing, "-extfile", `${name}.ext`, "-out", `${name}.crt`);
  };
  const services = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"];
  const addresses = ["127.0.0.1", API_SERVICE, place.address];
  certificate("api-server", "/CN=kube-apiserver", [
    ...services.map((name) => `DNS:${name}`),
    ...addresses.map((address) => `IP:${address}`),
  ]);
  certificate("kubelet-server", `/CN=${NODE_NAME}`, [`DNS:${NODE_NAME}`, `IP:${place.address}`]);
  // For APIs that the API server forwards to, such as that of metrics.
  certificate("front-proxy", "/CN=front-proxy-client");
  for (const [name, subject] of Object.entries(USERS)) {
    certificate(name, subject);
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
