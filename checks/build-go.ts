import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Of the user: what is built stays for the next run. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "mlops-constructs");

export interface GoProgram {
  readonly name: string;
  /** As `go.mod` in the folder pins it. */
  readonly version: string;
  /** Folder of its `go.mod`. */
  readonly folder: string;
  /** Path of its `main` package: an import path of a module, or relative to the folder. @default "." */
  readonly main?: string;
  /**
   * Generated files that the published module lacks, by their path in it; without them it does not compile. A web page
   * is the usual case.
   */
  readonly generated?: { readonly module: string; readonly files: Readonly<Record<string, string>> };
  /** For the linker. @default "-s -w": without symbols */
  readonly ldflags?: string;
}

/**
 * Builds a program from an engine's modules, once for each content of its folder; the first build takes several minutes.
 * Requires Go.
 * @returns path of the binary
 */
export function buildGo(program: GoProgram): string {
  const { name, version, folder, main = ".", generated, ldflags = "-s -w" } = program;
  const binary = binaryOf(program);
  if (existsSync(binary)) return binary;
  mkdirSync(CACHE, { recursive: true });
  console.log(`Building ${name} ${version} into ${CACHE}; this takes some minutes, once.`);
  const copy = generated && withGenerated(folder, generated);
  try {
    go(["build", "-trimpath", "-ldflags", ldflags, "-o", binary, main], copy ?? folder);
  } finally {
    if (copy !== undefined) rmSync(copy, { recursive: true });
  }
  return binary;
}

/** Path of the binary, built or not: another source has another path. */
export function binaryOf(program: GoProgram): string {
  return join(CACHE, `${program.name}-${program.version}-${sourceOf(program)}`);
}

/** Short digest of what a program is built from, besides the modules that `go.sum` pins. */
function sourceOf({ folder, main, generated, ldflags }: GoProgram): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(go|mod|sum)$/.test(file))
    .sort()
    .map((file) => [file, readFileSync(join(folder, file), "utf8")]);
  const content = JSON.stringify({ files, main, generated, ldflags });
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

/** A folder with the same `go.mod`, in which a copy of the module has the files. */
function withGenerated(folder: string, { module, files }: NonNullable<GoProgram["generated"]>): string {
  const copy = mkdtempSync(join(tmpdir(), "go-"));
  for (const name of ["go.mod", "go.sum"]) copyFileSync(join(folder, name), join(copy, name));
  const { Dir: original }: { Dir: string } = JSON.parse(go(["mod", "download", "-json", module], copy));
  execFileSync("cp", ["--recursive", "--no-preserve=mode", original, join(copy, "module")]);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, "module", path)), { recursive: true });
    writeFileSync(join(copy, "module", path), content);
  }
  go(["mod", "edit", "-replace", `${module}=./module`], copy);
  return copy;
}

function go(args: readonly string[], folder: string): string {
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod" };
  return execFileSync("go", args, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
