import { createWriteStream, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { DownloadRequest } from "./download";

/**
 * The process behind `download`: reads one request from standard input and writes the response to a file. Exits with
 * status 1 and the reason if that fails, or if the response is shorter than announced.
 */
async function download({ url, headers, path }: DownloadRequest): Promise<void> {
  const answer = await fetch(url, { headers, redirect: "error" });
  if (!answer.ok || !answer.body) throw new Error(`status ${answer.status} ${answer.statusText}`);
  const body: ReadableStream = answer.body;
  await pipeline(Readable.fromWeb(body), createWriteStream(path));
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

download(JSON.parse(readFileSync(0, "utf8"))).catch((error: unknown) => {
  process.stderr.write(reason(error));
  process.exitCode = 1;
});
