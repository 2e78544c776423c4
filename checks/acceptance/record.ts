import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked } from "./client";
import { FOLDER } from "./organization/organization";
import type { Workflow } from "./releases";

/** Where the records stay, a file per chapter. */
export const RECORDS = join(FOLDER, "record");

/** A commit of the platform's repository. */
export interface Commit {
  /** Unix time in milliseconds. */
  readonly at: number;
  readonly author: string;
  readonly subject: string;
}

/** An alert about the model, as Prometheus recorded it. */
export interface Fired {
  readonly name: string;
  /** Unix time in milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** What a chapter of the story saw. */
export interface Chapter {
  /** Title of its test. */
  readonly title: string;
  /** Unix time in milliseconds. */
  readonly began: number;
  readonly ended: number;
  /** Versions in the order in which they were proposed; the champion is the first. */
  readonly versions: readonly string[];
  /** Every request of the client. */
  readonly asked: readonly Asked[];
  readonly workflows: readonly Workflow[];
  readonly commits: readonly Commit[];
  readonly alerts: readonly Fired[];
  /** What the chapter found out, in words. */
  readonly findings: readonly string[];
  /** @default - it passed */
  readonly failure?: string;
}

/** Replaces the record of the same chapter of an earlier run. */
export function writeChapter(chapter: Chapter): void {
  mkdirSync(RECORDS, { recursive: true });
  writeFileSync(join(RECORDS, `${idOf(chapter)}.json`), JSON.stringify(chapter));
}

/** Its title, for names of files and links. */
export function idOf({ title }: Pick<Chapter, "title">): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/** In the order in which they ran. */
export function readChapters(folder = RECORDS): Chapter[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Chapter)
    .sort((left, right) => left.began - right.began);
}
