// An emulator of S3, for tests only: objects in memory behind the real protocol (path-style addresses, ListObjectsV2 in pages, ranges),
// every request's signature calculated anew after Amazon's description of Signature Version 4, and faults on demand.
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What the next request meets. `cutAnswer`: half of the answer's body; `cutRequest`: the connection ends while the body is sent. */
export type S3Fault = "fails" | "busy" | "silent" | "cutAnswer" | "cutRequest";

export interface S3Emulator {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Of the requests to come, in order. */
  readonly faults: S3Fault[];
  /** Method and path of what was answered, faults included. */
  readonly requests: string[];
  readonly close: () => Promise<void>;
}

const NAMES_A_PAGE = 3;

export async function startS3Emulator(account: {
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}): Promise<S3Emulator> {
  const objects = new Map<string, Buffer>();
  const faults: S3Fault[] = [];
  const requests: string[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://emulator");
    requests.push(`${request.method} ${url.pathname}`);
    const fault = faults.shift();
    if (fault === "silent") return;
    if (fault === "cutRequest") return void request.once("data", () => request.socket.destroy());
    const body = await buffer(request);
    if (fault === "fails") return say(response, 500, error("InternalError"));
    if (fault === "busy") return say(response, 503, error("SlowDown"));
    const refusal = judgeSignature(request, url, body, account);
    if (refusal !== undefined) return say(response, 403, error(refusal));
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split("/");
    if (bucket !== account.bucket) return say(response, 404, error("NoSuchBucket"));
    const name = rest.join("/");
    if (name === "") return say(response, 200, list(objects, url.searchParams));
    if (request.method === "PUT") {
      objects.set(name, body);
      return say(response, 200, "");
    }
    if (request.method === "DELETE") {
      objects.delete(name);
      return say(response, 204, "");
    }
    give(response, objects.get(name), request.headers.range, fault === "cutAnswer");
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    faults,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function give(response: ServerResponse, object: Buffer | undefined, range: string | undefined, isCut: boolean): void {
  if (object === undefined) {
    say(response, 404, error("NoSuchKey"));
    return;
  }
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  const begin = Number(first ?? 0);
  if (begin >= object.byteLength && range !== undefined) {
    say(response, 416, error("InvalidRange"));
    return;
  }
  const part = object.subarray(begin, last === undefined ? undefined : Number(last) + 1);
  response.writeHead(range === undefined ? 200 : 206, { "content-length": part.byteLength });
  if (isCut) response.write(part.subarray(0, part.byteLength / 2), () => response.destroy());
  else response.end(part);
}

function list(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams): string {
  const after = query.get("continuation-token")?.replace(/^after&/, "") ?? "";
  const names = [...objects.keys()].sort().filter((name) => name.startsWith(query.get("prefix") ?? "") && name > after);
  const page = names.slice(0, NAMES_A_PAGE);
  const isTruncated = names.length > page.length;
  // A token with something in it that XML has to escape, as Amazon's may have.
  const next = isTruncated ? `<NextContinuationToken>after&amp;${page.at(-1)}</NextContinuationToken>` : "";
  const keys = page.map((name) => `<Contents><Key>${name}</Key></Contents>`).join("");
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${keys}</ListBucketResult>`;
}

function say(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(body);
}

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** The code of the refusal. Only what S3 asks to be signed is: host, hash of the body, date; and the body must have that hash. */
function judgeSignature(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  account: { readonly region: string; readonly accessKeyId: string; readonly secretAccessKey: string },
): string | undefined {
  const authorization = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, credential = "", signedHeaders = "", signature] =
    authorization.exec(request.headers.authorization ?? "") ?? [];
  const [accessKeyId, day = "", region, service, end] = credential.split("/");
  if (signature === undefined || accessKeyId !== account.accessKeyId) return "InvalidAccessKeyId";
  if (region !== account.region || service !== "s3" || end !== "aws4_request") return "AuthorizationHeaderMalformed";
  const names = signedHeaders.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => names.includes(name))) return "AccessDenied";
  const hash = request.headers["x-amz-content-sha256"];
  if (hash !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const date = String(request.headers["x-amz-date"]);
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const path = url.pathname
    .split("/")
    .map((part) => encode(decodeURIComponent(part)))
    .join("/");
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join("");
  const canonical = [request.method, path, query, headers, signedHeaders, hash].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const key = ["aws4_request", "s3", region, day].reduceRight(
    (derived: Buffer | string, part) => hmac(derived, part),
    `AWS4${account.secretAccessKey}`,
  );
  return hmac(key, text).toString("hex") === signature ? undefined : "SignatureDoesNotMatch";
}
