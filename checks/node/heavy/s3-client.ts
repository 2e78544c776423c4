import { createHash, createHmac } from "node:crypto";

export interface S3Request {
  /** Id and secret of the key. */
  readonly key: readonly [string, string];
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Bucket, or bucket and object: letters, digits, `-`, `.`, `/`. */
  readonly path: string;
  /** @default - none */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/**
 * Sends a signed request.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @returns the HTTP status
 */
export async function s3Status(store: string, { key: [id, secret], method, path, query = {}, body = "" }: S3Request) {
  const { host } = new URL(store);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
  const headers = { host, "x-amz-content-sha256": hash(body), "x-amz-date": time };
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");
  const named = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = [method, `/${path}`, search, lines.join(""), named, hash(body)].join("\n");
  const signing = scope.split("/").reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secret}`);
  const signature = hmac(signing, ["AWS4-HMAC-SHA256", time, scope, hash(request)].join("\n")).toString("hex");
  const answer = await fetch(`${store}/${path}${search === "" ? "" : `?${search}`}`, {
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${named}, Signature=${signature}`,
    },
    ...(body !== "" && { body }),
  });
  await answer.arrayBuffer();
  return answer.status;
}
