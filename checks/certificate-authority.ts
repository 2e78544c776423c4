import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** An elliptic curve: a dozen RSA keys would take seconds. */
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;

/** Runs openssl in a folder. */
export function openssl(folder: string, ...args: readonly string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}

/** A certificate for servers and clients. */
export interface Subject {
  /** Of its files: `<name>.crt` and `<name>.key`. */
  readonly name: string;
  /** E.g. `/O=system:masters/CN=admin`. */
  readonly subject: string;
  /** E.g. `DNS:localhost`. @default - none: it is a client's */
  readonly hosts?: readonly string[];
}

/**
 * Writes an authority to a folder, as `ca.crt` and `ca.key`.
 * @param subject e.g. `/CN=node`
 * @param days how long it and its certificates are valid
 * @returns what writes a certificate to the folder
 */
export function makeAuthority(folder: string, subject: string, days: number): (certificate: Subject) => void {
  const run = (...args: readonly string[]) => openssl(folder, ...args);
  const validity = ["-days", `${days}`];
  // Python 3.13 rejects an authority without it.
  const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  run("req", "-x509", ...KEY, "-keyout", "ca.key", "-out", "ca.crt", "-subj", subject, ...validity, ...usage);
  return ({ name, subject: own, hosts = [] }) => {
    const names = hosts.length > 0 ? `subjectAltName=${hosts.join(",")}\n` : "";
    writeFileSync(join(folder, `${name}.ext`), `extendedKeyUsage=serverAuth,clientAuth\n${names}`);
    run("req", ...KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", own);
    const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", ...validity];
    run("x509", "-req", "-in", `${name}.csr`, ...signing, "-extfile", `${name}.ext`, "-out", `${name}.crt`);
  };
}
