import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a download needs; the process that does it reads it from standard input, so that no key is on a command line. */
export interface DownloadRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** File that the answer is written to. */
  readonly path: string;
}

/**
 * Gets a whole answer into a file, and returns its path.
 * @throws Error that says why it can't be had
 */
export type Download = (url: string, headers?: Readonly<Record<string, string>>) => string;

/** The list of EC2 has some hundred megabytes. */
const TIMEOUT_MS = 30 * 60 * 1000;

/** Calls `use` with a way to download into a folder that is gone afterwards. */
export function withDownloads<Result>(use: (download: Download) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "mlops-prices-"));
  let count = 0;
  try {
    return use((url, headers = {}) => {
      count += 1;
      const path = join(folder, String(count));
      downloadTo({ url, headers, path });
      return path;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The command line runs in one go, and the network doesn't: it is waited for in a process of its own. */
function downloadTo(request: DownloadRequest): void {
  const { status, stderr, error } = spawnSync(
    process.execPath,
    [...process.execArgv, require.resolve("./download-process")],
    { input: JSON.stringify(request), encoding: "utf8", timeout: TIMEOUT_MS },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(stderr.trim() || `the download ended with status ${status}`);
}
