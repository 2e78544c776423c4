import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { temporaryFolder } from "../../temporary-folder";

interface Result {
  readonly status: number | null;
  readonly errors: string;
  readonly text: string;
}

/** Runs the download process against a local server. */
async function download(listener: RequestListener, headers: Record<string, string> = {}): Promise<Result> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const path = join(temporaryFolder("download"), "answer");
  const root = join(__dirname, "../../..");
  const child = spawn(process.execPath, ["--require", "tsx/cjs", join(root, "src/cli/input/download-process.ts")], {
    cwd: root,
  });
  let errors = "";
  child.stderr.on("data", (data) => {
    errors += data;
  });
  child.stdin.end(JSON.stringify({ url: `http://127.0.0.1:${port}/list`, headers, path }));
  const status = await new Promise<number | null>((closed) => child.on("close", closed));
  await new Promise((closed) => server.close(closed));
  return { status, errors, text: status === 0 ? readFileSync(path, "utf8") : "" };
}

test("downloads a whole response and sends the request headers", async () => {
  const result = await download((request, response) => response.end(`key ${request.headers["x-goog-api-key"]}`), {
    "X-Goog-Api-Key": "secret",
  });
  expect(result).toEqual({ status: 0, errors: "", text: "key secret" });
});

test("decompresses a response", async () => {
  const result = await download((_, response) => {
    response.setHeader("content-encoding", "gzip");
    response.end(gzipSync("SKU,Unit"));
  });
  expect(result).toMatchObject({ status: 0, text: "SKU,Unit" });
});

test.each<[string, RequestListener, string]>([
  [
    "an error",
    (_, response) => {
      response.statusCode = 403;
      response.end("<xml/>");
    },
    "status 403",
  ],
  [
    "a redirection",
    (_, response) => {
      response.statusCode = 302;
      response.setHeader("location", "/elsewhere");
      response.end();
    },
    "redirect",
  ],
  [
    "a truncated response",
    (_, response) => {
      response.setHeader("content-length", "1000");
      response.write("half");
      setImmediate(() => response.destroy());
    },
    "",
  ],
  [
    "a truncated compressed response",
    (_, response) => {
      const whole = gzipSync("SKU,Unit".repeat(1000));
      response.setHeader("content-encoding", "gzip");
      response.setHeader("content-length", whole.length);
      response.write(whole.subarray(0, 20));
      setImmediate(() => response.destroy());
    },
    "",
  ],
])("%s is a failure", async (_, listener, reason) => {
  const result = await download(listener);
  expect(result.status).toBe(1);
  expect(result.errors.length).toBeGreaterThan(0);
  expect(result.errors).toContain(reason);
});
