import { type ChildProcess, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, ready, start } from "../processes";

/** Predicate of the statements: https://slsa.dev/spec/v1.0/provenance */
const SLSA = "https://slsa.dev/provenance/v1";

/** A local registry, and a cosign key that signs its contents. */
export interface Signer {
  /** Address of the registry; one of its folders is the teams' registry. */
  readonly registry: string;
  /** Public key, PEM. */
  readonly publicKey: string;
  /** Pushes something to the registry and signs it. @returns its reference by digest */
  readonly signed: (name: string) => string;
  readonly unsigned: (name: string) => string;
  /** The same with a signed statement about a model. */
  readonly stated: (name: string, model: string) => string;
  readonly stop: () => void;
}

/** Required programs, and how to install them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  cosign: "go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1",
  registry: "go install github.com/google/go-containerregistry/cmd/registry@v0.20.6",
  kyverno: "a release of https://github.com/kyverno/kyverno/releases",
};

/** Missing programs, with how to install them; empty if there are none. */
export function missing(): string {
  return Object.entries(PROGRAMS)
    .filter(([name]) => spawnSync("which", [name]).status !== 0)
    .map(([name, remedy]) => `${name} (${remedy})`)
    .join(", ");
}

export async function openSigner(folder: string): Promise<Signer> {
  const registry = `localhost:${await freePort()}`;
  const server: ChildProcess = start("registry", ["-port", registry.replace("localhost:", "")], folder);
  await ready(`http://${registry}/v2/`, 20);
  const cosign = (...args: readonly string[]) => run(folder, "cosign", args);
  cosign("generate-key-pair");
  const unsigned = (name: string) => {
    writeFileSync(join(folder, name), name);
    return cosign("upload", "blob", "--files", name, `${registry}/acme/${name}:1`).trim().split(/\s+/).at(-1) ?? "";
  };
  const key = ["--yes", "--key", "cosign.key", "--tlog-upload=false"] as const;
  return {
    registry: `${registry}/acme`,
    publicKey: cosign("public-key", "--key", "cosign.key"),
    unsigned,
    signed: (name) => {
      const reference = unsigned(name);
      cosign("sign", ...key, reference);
      return reference;
    },
    stated: (name, model) => {
      const reference = unsigned(name);
      const predicate = { buildDefinition: { externalParameters: { model: { uri: model } } } };
      writeFileSync(join(folder, "predicate.json"), JSON.stringify(predicate));
      cosign("attest", ...key, "--predicate", "predicate.json", "--type", SLSA, reference);
      return reference;
    },
    stop: () => server.kill(),
  };
}

function run(folder: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, COSIGN_PASSWORD: "", HOME: folder },
  });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${stderr}`);
  return stdout;
}
