import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Of the user: what is built stays for the next run. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mlops-constructs");

export interface GoProgram {
  readonly name: string;
  /** As `go.mod` in the folder pins it; a new one is rebuilt. */
  readonly version: string;
  /** Folder of its `go.mod`. */
  readonly folder: string;
  /** Path of its `main` package: an import path of a module, or relative to the folder. @default "." */
  readonly main?: string;
  /** For the linker. @default "-s -w": without symbols */
  readonly ldflags?: string;
}

/**
 * Builds a program from an engine's modules, once; the first build takes several minutes. Requires Go.
 * @returns path of the binary
 */
export function buildGo({ name, version, folder, main = ".", ldflags = "-s -w" }: GoProgram): string {
  const binary = join(CACHE, `${name}-${version}`);
  if (existsSync(binary)) return binary;
  mkdirSync(CACHE, { recursive: true });
  console.log(`Building ${name} ${version} into ${CACHE}; this takes some minutes, once.`);
  execFileSync("go", ["build", "-trimpath", "-ldflags", ldflags, "-o", binary, main], {
    cwd: folder,
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod" },
    stdio: "inherit",
  });
  return binary;
}
