import type { GoProgram } from "../../build-go";

/**
 * What a layer of an image contains:
 * - `program`: a statically linked Go program at a path, with certificates, users and a folder for temporary files
 * - `debian`: a minimal Debian system
 * - `changes`: what a shell script, as root, changes in that Debian system; it may install packages
 * - `files`: what a shell script, as root, writes to the folder it runs in
 * - `file`: one executable file
 * - `python`: packages of PyPI, in `/opt/python`
 */
export type Layer =
  | { readonly kind: "program"; readonly program: GoProgram; readonly path: string }
  | { readonly kind: "debian" }
  | { readonly kind: "changes"; readonly script: string }
  | { readonly kind: "files"; readonly script: string }
  | { readonly kind: "file"; readonly path: string; readonly content: string }
  | { readonly kind: "python"; readonly requirements: readonly string[] };

/** A minimal Debian system. */
export const DEBIAN: Layer = { kind: "debian" };

/** An executable shell script at a path. */
export function shellScript(path: string, ...lines: readonly string[]): Layer {
  return { kind: "file", path, content: ["#!/bin/sh", ...lines, ""].join("\n") };
}

/** How an image is made. The other fields are those of an image's configuration. */
export interface Recipe {
  /** The lowest first. */
  readonly layers: readonly Layer[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** User, or user and group. @default root */
  readonly user?: string;
  /** @default "/" */
  readonly folder?: string;
}
