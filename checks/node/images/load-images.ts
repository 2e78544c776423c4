import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IMAGES } from "./images";
import { type BuiltLayer, buildLayer } from "./layers";
import type { Recipe } from "./recipe";

/**
 * Builds images and imports them into a container runtime.
 * @param socket of containerd
 * @param names of `IMAGES`
 * @throws Error if there is no recipe for a name
 */
export async function loadImages(socket: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const recipe = IMAGES[name];
    if (!recipe) throw new Error(`images/images.ts has no recipe for ${name}`);
    const [tagged = name, digest] = name.split("@");
    const ctr = `ctr --address '${socket}' --namespace k8s.io images`;
    await withArchive(tagged, recipe, (folder) => shell(`tar --dereference -C '${folder}' -c . | ${ctr} import -`));
    // A name with a digest is found by the digest alone.
    if (digest !== undefined) {
      const repository = tagged.replace(/:[^:/]*$/, "");
      await shell(`${ctr} tag --force '${tagged}' '${repository}@${digest}'`);
    }
  }
}

/**
 * A folder with the contents of an archive of `docker save`. The layers are links, so that large ones are not copied.
 * https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.2.md#combined-image-json--filesystem-changeset-format
 */
async function withArchive(name: string, recipe: Recipe, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  try {
    const layers = recipe.layers.map(buildLayer);
    const files = layers.map(({ file }, index) => {
      symlinkSync(file, join(folder, `${index}.tar`));
      return `${index}.tar`;
    });
    const config = JSON.stringify(configuration(recipe, layers));
    const configFile = `${createHash("sha256").update(config).digest("hex")}.json`;
    writeFileSync(join(folder, configFile), config);
    const manifest = [{ Config: configFile, RepoTags: [name], Layers: files }];
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configuration(recipe: Recipe, layers: readonly BuiltLayer[]) {
  const env = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...recipe.env };
  return {
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    os: "linux",
    config: {
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      Entrypoint: recipe.entrypoint,
      Cmd: recipe.command,
      User: recipe.user,
      WorkingDir: recipe.folder ?? "/",
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    history: layers.map(() => ({ created: "2026-01-01T00:00:00Z" })),
  };
}

function shell(script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-o", "pipefail", "-c", script], { stdio: ["ignore", "ignore", "pipe"] });
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve();
      else reject(new Error(`${script}: ${Buffer.concat(errors).toString().trim()}`));
    });
  });
}
