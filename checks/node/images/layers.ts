import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { binaryOf, buildGo, CACHE, type GoProgram } from "../../build-go";
import { DEBIAN, type Layer } from "./recipe";

export interface BuiltLayer {
  /** A tar file. */
  readonly file: string;
  /** Of the file: `sha256:…`. */
  readonly digest: string;
}

const FOLDER = join(CACHE, "layers");

/** Builds a layer, once. */
export function buildLayer(layer: Layer): BuiltLayer {
  // A program with another source is another layer.
  const content = layer.kind === "program" ? { ...layer, program: binaryOf(layer.program) } : layer;
  const name = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
  const file = join(FOLDER, `${layer.kind}-${name}.tar`);
  const digestFile = `${file}.sha256`;
  if (!existsSync(digestFile)) {
    mkdirSync(FOLDER, { recursive: true });
    const folder = mkdtempSync(join(FOLDER, "building-"));
    try {
      const built = join(folder, "layer.tar");
      build(layer, folder, built);
      const digest = execFileSync("sha256sum", [built], { encoding: "utf8" }).split(" ")[0];
      renameSync(built, file);
      writeFileSync(digestFile, `sha256:${digest}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { file, digest: readFileSync(digestFile, "utf8") };
}

function build(layer: Layer, folder: string, tar: string): void {
  const root = join(folder, "root");
  mkdirSync(root);
  switch (layer.kind) {
    case "program":
      writeProgram(layer.program, join(root, layer.path), root);
      break;
    case "debian":
      script("debian.sh", [root]);
      break;
    case "changes":
      script("changes.sh", [buildLayer(DEBIAN).file, folder, layer.script]);
      break;
    case "files":
      shell(["-euc", layer.script], root);
      break;
    case "file":
      mkdirSync(dirname(join(root, layer.path)), { recursive: true });
      writeFileSync(join(root, layer.path), layer.content, { mode: 0o755 });
      break;
    case "python":
      script("python.sh", [root, ...layer.requirements]);
      break;
  }
  execFileSync("tar", ["--create", "--file", tar, "--numeric-owner", "--directory", root, "."]);
}

function writeProgram(program: GoProgram, path: string, root: string): void {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync(buildGo(program), path);
  shell([join(__dirname, "static.sh")], root);
}

function script(name: string, args: readonly string[]): void {
  shell([join(__dirname, name), ...args], __dirname);
}

/** In namespaces, so that a script that fails leaves no mount. */
function shell(args: readonly string[], folder: string): void {
  const { NODE_OPTIONS: _, ...env } = process.env;
  execFileSync("unshare", ["--mount", "sh", ...args], {
    cwd: folder,
    env: { ...env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
    stdio: ["ignore", "ignore", "pipe"],
  });
}
