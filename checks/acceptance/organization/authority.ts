import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeAuthority } from "../../certificate-authority";

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
    const certify = makeAuthority(folder, "/CN=Acme", 30);
    certify({ name: "server", subject: `/CN=${host}`, hosts: [`DNS:${host}`, "DNS:localhost"] });
  }
  const read = (name: string) => readFileSync(path(name), "utf8");
  return { authority: read("ca.crt"), certificate: read("server.crt"), key: read("server.key") };
}
