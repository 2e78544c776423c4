import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface GoProgram {
  readonly name: string;
  /** As `go.mod` in the folder pins it; a new one is rebuilt. */
  readonly version: string;
  /** Folder of its `main.go`. */
  readonly folder: string;
  /** For the linker. @default "-s -w": without symbols */
  readonly ldflags?: string;
}

/**
 * Builds a program from an engine's modules, once; the first build takes several minutes. Requires Go.
 * @returns path of the binary
 */
export function buildGo({ name, version, folder, ldflags = "-s -w" }: GoProgram): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mlops-constructs");
  const binary = join(cache, `${name}-${version}`);
  if (existsSync(binary)) return binary;
  mkdirSync(cache, { recursive: true });
  console.log(`Building ${name} ${version} into ${cache}; this takes some minutes, once.`);
  execFileSync("go", ["build", "-trimpath", "-ldflags", ldflags, "-o", binary, "."], {
    cwd: folder,
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod" },
    stdio: "inherit",
  });
  return binary;
}
