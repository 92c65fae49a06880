// HTTP requests as bytes: every route of the server's source with every method, nearly right bodies, heads that lie, paths that climb.
import { readdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { demonstrationBody, signInBody } from "@ensemble/shared/protocol/http-messages.ts";
import { commentBody } from "@ensemble/shared/protocol/review-messages.ts";
import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";
import { valuesOf } from "./schema-values.ts";
import { hostileValues, spoiled } from "./spoil-value.ts";
import { someAddress } from "./target-server.ts";

const SERVER_SOURCE = join(import.meta.dirname, "../../server/src");
const ANSWERS_WITHIN_MS = 20_000;
const METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "BREW"];
const CLIMBING = [
  ...["/../../../../etc/passwd", "/assets/../../keys.json", "/assets/%2e%2e/%2e%2e/keys.json", "/..%2fkeys.json"],
  ...[
    "/assets/..%5c..%5ckeys.json",
    "/%2e%2e/keys.json",
    "/assets/%00",
    "/index.html%00.js",
    "/assets/....//keys.json",
  ],
  ...[
    "/models/../keys.json",
    "/.env",
    "/assets/.hidden",
    "//etc/passwd",
    "/assets//../../keys.json",
    "/%",
    "/%ff",
    "/*",
  ],
];
const OTHERS = ["/", "/__healthcheck", "/colyseus", "/playground", "/api", "/api/", "/assets/app.js", "/index.html"];
const MATCHMAKING = ["joinOrCreate", "create", "join", "joinById", "reconnect", "query", "__proto__", "constructor"];

/** Whose cookie goes along. */
export type Caller = "nobody" | "therapist" | "patient";
export interface HttpInput {
  readonly method: string;
  readonly target: string;
  readonly caller: Caller;
  readonly headers: readonly string[];
  /** Absent: none is sent. */
  readonly body: string | undefined;
  readonly lengthOff: number;
}

/** The paths in the sources of the server's routes. */
export async function readRoutePaths(): Promise<readonly string[]> {
  const files = (await readdir(SERVER_SOURCE, { recursive: true })).filter((file) => /-routes?\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(SERVER_SOURCE, file), "utf8")));
  return texts.flatMap((text) => [...text.matchAll(/\bpath: "(\/[^"]+)"/g)].map(([, path = ""]) => path));
}

export function httpInputs(paths: readonly string[], known: readonly string[]): Arbitrary<HttpInput> {
  const parameter = fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 2 },
    fc.constantFrom(
      "%00",
      "%2e%2e",
      "%ff",
      "a%00b",
      "x".repeat(300),
      "'",
      "%27%20OR%201",
      "constructor",
      "__proto__",
      "%",
    ),
    fc.string({ unit: "binary", maxLength: 70 }).map((text) => encodeURIComponent(text.toWellFormed())),
  );
  const route = fc.tuple(fc.constantFrom(...paths), parameter).map(([path, id]) => path.replace(/:\w+/g, id));
  const matchmaking = fc
    .tuple(
      fc.constantFrom(...MATCHMAKING),
      fc.oneof(fc.constantFrom("session", "session/", "nothing", "%00"), parameter),
    )
    .map(([method, room]) => `/matchmake/${method}/${room}`);
  const target = fc.oneof(
    { arbitrary: route, weight: 6 },
    { arbitrary: matchmaking, weight: 2 },
    fc.constantFrom(...CLIMBING),
    fc.constantFrom(...OTHERS),
  );
  const suffix = fc.oneof(
    { arbitrary: fc.constant(""), weight: 5 },
    fc.constantFrom("?", "?a[__proto__]=1", "/", "?%", "#x", ";"),
  );
  const joining = z.object({ groupSessionId: z.string().max(64), page: z.string().max(64) });
  const bodies = [signInBody, demonstrationBody, commentBody, joining].map((schema) =>
    spoiled(valuesOf(schema, known)),
  );
  const body = fc.oneof(
    { arbitrary: fc.oneof(...bodies).map((value) => stringify(value)), weight: 6 },
    hostileValues.map(stringify),
    fc.constantFrom(
      "",
      "{",
      "[",
      "nul",
      "{}",
      '{"a":1,}',
      "\u0000",
      "a=b&c[__proto__]=d",
      '{"link":1e400}',
      "[".repeat(9_000),
    ),
    fc.constant("y".repeat(40_000)),
  );
  const header = fc.constantFrom(
    ...["Content-Type: application/json", "Content-Type: text/plain", "Content-Type: application/json; charset=utf-7"],
    ...["Content-Type: application/x-www-form-urlencoded", "Content-Encoding: gzip", "Content-Encoding: br"],
    ...["Transfer-Encoding: chunked", "Expect: 100-continue", "Origin: https://elsewhere.example", "Origin: null"],
    ...[
      "X-Forwarded-For: 10.0.0.1",
      "X-Forwarded-Host: elsewhere.example",
      "X-Forwarded-Proto: javascript",
      "Host: a b",
    ],
    ...[
      "Range: bytes=0-",
      "Range: bytes=-1,5-",
      "If-None-Match: *",
      "If-Modified-Since: never",
      "Accept-Encoding: gzip",
    ],
    ...[
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Accept: */*;q=9",
      `X-Long: ${"z".repeat(20_000)}`,
      "Cookie: ensemble=",
    ],
    ...[
      "Cookie: ensemble=%00",
      "Cookie: __proto__=1; ensemble=constructor",
      "Content-Length: -1",
      "Authorization: Basic !",
    ],
  );
  return fc.record({
    method: fc.oneof({ arbitrary: fc.constantFrom("GET", "POST"), weight: 4 }, fc.constantFrom(...METHODS)),
    target: fc.tuple(target, suffix).map(([path, end]) => path + end),
    caller: fc.constantFrom<Caller>("nobody", "therapist", "patient"),
    headers: fc.array(header, { maxLength: 3 }),
    body: fc.option(body, { nil: undefined }),
    lengthOff: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.constantFrom(-1, 1, 100_000)),
  });
}

/** Everything the server said until it ended the connection. */
export function sendHttp(
  at: { host: string; port: number },
  input: HttpInput,
  cookie: string | undefined,
): Promise<string> {
  const body = Buffer.from(input.body?.toWellFormed() ?? "");
  const head = [
    `${input.method} ${input.target} HTTP/1.1`,
    ...(input.headers.some((header) => header.startsWith("Host:")) ? [] : [`Host: ${at.host}:${at.port}`]),
    ...(input.headers.some((header) => header.startsWith("Content-Type:")) ? [] : ["Content-Type: application/json"]),
    "Connection: close",
    ...(input.headers.some((header) => header.startsWith("X-Forwarded-For"))
      ? []
      : [`X-Forwarded-For: ${someAddress()}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...(input.body === undefined ? [] : [`Content-Length: ${Math.max(0, body.byteLength + input.lengthOff)}`]),
    ...input.headers,
    "",
    "",
  ];
  // Of what may be half a request only, the other half is said not to come; any other is answered with nobody leaving.
  const isHalf =
    input.lengthOff > 0 || input.headers.some((header) => /^(Transfer-|Content-L|Connection|Expect)/.test(header));
  return sendUntilEnd(at, Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), body]), isHalf);
}

/** Writes, says that nothing more will come where `leaving`, and waits for the end. */
export function sendUntilEnd(
  at: { readonly host: string; readonly port: number },
  bytes: Uint8Array,
  leaving: boolean,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(at.port, at.host);
    const said: Buffer[] = [];
    const giveUp = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no end of the connection within ${ANSWERS_WITHIN_MS / 1000} s`));
    }, ANSWERS_WITHIN_MS);
    socket.on("data", (chunk: Buffer) => said.push(chunk));
    // A connection that is cut off has ended too.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(giveUp);
      resolve(Buffer.concat(said).toString("latin1"));
    });
    socket.write(bytes);
    if (leaving) socket.end();
  });
}

function stringify(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
