import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An elliptic curve: every program accepts it, and a key takes no time. */
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;

export interface Certificate {
  /** PEM. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** A certificate of an authority that only the organization knows; it is made once in a folder. */
export function certificateOf(host: string, folder: string): Certificate {
  mkdirSync(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  if (!existsSync(path("server.crt"))) {
    const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
    const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
    openssl(
      "req",
      "-x509",
      ...KEY,
      "-keyout",
      "ca.key",
      "-out",
      "ca.crt",
      "-subj",
      "/CN=Acme",
      "-days",
      "30",
      ...usage,
    );
    writeFileSync(path("names"), `subjectAltName=DNS:${host},DNS:localhost\n`);
    openssl("req", ...KEY, "-keyout", "server.key", "-out", "server.csr", "-subj", `/CN=${host}`);
    const signing = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile", "names"];
    openssl("x509", "-req", "-in", "server.csr", ...signing, "-out", "server.crt");
  }
  const read = (name: string) => readFileSync(path(name), "utf8");
  return { authority: read("ca.crt"), certificate: read("server.crt"), key: read("server.key") };
}
