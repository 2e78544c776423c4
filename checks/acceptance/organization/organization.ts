import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Certificate, certificateOf } from "./authority";
import { GIT_HOST } from "./git-server";

/** Where what is made for the acceptance stays, so that it can be repeated. */
export const FOLDER = resolve(__dirname, "../../../build/acceptance");

/** What an organization has besides the platform. */
export interface Organization {
  readonly git: Certificate;
  /** Password of pushes. */
  readonly token: string;
  /** Of the key that models are signed with: PEM, without password, in cosign's format. */
  readonly signingKey: string;
  readonly publicKey: string;
}

/** Made once. Requires openssl and cosign. */
export function openOrganization(): Organization {
  const folder = join(FOLDER, "organization");
  mkdirSync(folder, { recursive: true });
  const [token, key] = [join(folder, "token"), join(folder, "cosign.key")];
  if (!existsSync(token)) writeFileSync(token, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (!existsSync(key)) {
    const env = { ...process.env, COSIGN_PASSWORD: "" };
    execFileSync("cosign", ["generate-key-pair"], { cwd: folder, env, stdio: "pipe" });
  }
  const read = (path: string) => readFileSync(path, "utf8");
  return {
    git: certificateOf(GIT_HOST, join(folder, "certificates")),
    token: read(token),
    signingKey: read(key),
    publicKey: read(join(folder, "cosign.pub")),
  };
}
