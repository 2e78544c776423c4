import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A download request. The child process reads it from standard input, so that no key appears on a command line. */
export interface DownloadRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** File that the response is written to. */
  readonly path: string;
}

/**
 * Downloads a response into a file and returns the file's path.
 * @throws Error with the reason if the download fails
 */
export type Download = (url: string, headers?: Readonly<Record<string, string>>) => string;

/** The EC2 price list is several hundred megabytes. */
const TIMEOUT_MS = 30 * 60 * 1000;

/** Calls `use` with a function that downloads into a temporary folder. The folder is removed afterwards. */
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

/** The command line is synchronous and network access is not, so the download runs in a child process. */
function downloadTo(request: DownloadRequest): void {
  const { status, stderr, error } = spawnSync(
    process.execPath,
    [...process.execArgv, require.resolve("./download-process")],
    { input: JSON.stringify(request), encoding: "utf8", timeout: TIMEOUT_MS },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(stderr.trim() || `the download ended with status ${status}`);
}
