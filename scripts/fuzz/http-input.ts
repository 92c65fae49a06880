// HTTP requests as bytes: every route of the server's source with every method, nearly right bodies, heads that lie, paths that climb.
import { connect } from "node:net";
import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";
import { CALLERS, type Caller, type Findable } from "./findable.ts";
import { type ListedRoute, ROUTES } from "./listed-routes.ts";
import { rightPath } from "./reach-routes.ts";
import { valuesOf } from "./schema-values.ts";
import { hostileValues, spoiled } from "./spoil-value.ts";
import { someAddress } from "./target-server.ts";

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

export interface HttpInput {
  readonly method: string;
  readonly target: string;
  readonly caller: Caller;
  readonly headers: readonly string[];
  /** Absent: none is sent. */
  readonly body: string | undefined;
  readonly lengthOff: number;
}

export interface HttpKnown {
  readonly findable: Findable;
  /** Texts that mean something to the server. */
  readonly words: readonly string[];
  /** Who bears it may read the metrics. */
  readonly metricsToken: string;
}

export function httpInputs({ findable, words, metricsToken }: HttpKnown): Arbitrary<HttpInput> {
  const { groupSessionId, personId, setId, recordingId, spareRecordingId, exerciseId } = findable;
  const known = [...words, groupSessionId, personId, setId, recordingId, spareRecordingId, exerciseId];
  const joining = z.object({ groupSessionId: z.string().max(64), page: z.string().max(64) });
  const asRoutes = ROUTES.map((route) => routeRequests(route, findable, known));
  const asNoRoute = fc.record({
    method: fc.oneof({ arbitrary: fc.constantFrom("GET", "POST"), weight: 4 }, fc.constantFrom(...METHODS)),
    target: noRoutes(known),
    body: fc.option(bodiesNear([joining, ...ROUTES.flatMap(({ body }) => body ?? [])], known), { nil: undefined }),
  });
  const suffix = fc.oneof(
    { arbitrary: fc.constant(""), weight: 5 },
    fc.constantFrom("?", "?a[__proto__]=1", "/", "?%", "#x", ";"),
  );
  const asked = fc.oneof({ arbitrary: fc.oneof(...asRoutes), weight: 6 }, { arbitrary: asNoRoute, weight: 4 });
  return fc
    .record({
      asked,
      suffix,
      caller: fc.constantFrom<Caller>(...CALLERS),
      headers: fc.array(headersNear(metricsToken), { maxLength: 3 }),
      lengthOff: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.constantFrom(-1, 1, 100_000)),
    })
    .map(({ asked: { method, target, body }, suffix: end, ...rest }) => ({
      ...{ method, target: target + end, body },
      ...rest,
    }));
}

type Asked = Pick<HttpInput, "method" | "target" | "body">;

/** Mostly with the route's own method, its own body, and ids under which there is something. */
function routeRequests(route: ListedRoute, findable: Findable, known: readonly string[]): Arbitrary<Asked> {
  const anything = parametersNear(known);
  const names = [...route.path.matchAll(/:\w+/g)].map(([name]) => name);
  const other = fc
    .tuple(...names.map(() => anything))
    .map((values) => names.reduce((path, name, index) => path.replace(name, () => values[index] ?? ""), route.path));
  return fc.record({
    method: methodsNear(route.method),
    target:
      names.length === 0 ? fc.constant(route.path) : fc.oneof(fc.constant(rightPath(route.path, findable)), other),
    body:
      route.body === undefined
        ? fc.option(bodiesNear([], known), { nil: undefined, freq: 3 })
        : fc.oneof(
            { arbitrary: valuesOf(route.body, known).map(stringify), weight: 3 },
            bodiesNear([route.body], known),
          ),
  });
}

function methodsNear(method: string): Arbitrary<string> {
  return fc.oneof({ arbitrary: fc.constant(method), weight: 8 }, fc.constantFrom(...METHODS));
}

function parametersNear(known: readonly string[]): Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 2 },
    fc.constantFrom(
      ...["%00", "%2e%2e", "%ff", "a%00b", "x".repeat(300), "'", "%27%20OR%201", "constructor", "__proto__", "%"],
    ),
    fc.string({ unit: "binary", maxLength: 70 }).map((text) => encodeURIComponent(text.toWellFormed())),
  );
}

function noRoutes(known: readonly string[]): Arbitrary<string> {
  const matchmaking = fc
    .tuple(
      fc.constantFrom(...MATCHMAKING),
      fc.oneof(fc.constantFrom("session", "session/", "nothing", "%00"), parametersNear(known)),
    )
    .map(([method, room]) => `/matchmake/${method}/${room}`);
  return fc.oneof({ arbitrary: matchmaking, weight: 2 }, fc.constantFrom(...CLIMBING), fc.constantFrom(...OTHERS));
}

function bodiesNear(schemas: readonly z.ZodType[], known: readonly string[]): Arbitrary<string> {
  const spoiledOnes = schemas.map((schema) => spoiled(valuesOf(schema, known)).map(stringify));
  return fc.oneof(
    ...(spoiledOnes.length === 0 ? [] : [{ arbitrary: fc.oneof(...spoiledOnes), weight: 6 }]),
    hostileValues.map(stringify),
    fc.constantFrom(
      ...["", "{", "[", "nul", "{}", '{"a":1,}', "\u0000", "a=b&c[__proto__]=d", '{"link":1e400}', "[".repeat(9_000)],
    ),
    fc.constant("y".repeat(40_000)),
  );
}

function headersNear(metricsToken: string): Arbitrary<string> {
  return fc.constantFrom(
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
      `Authorization: Bearer ${metricsToken}`,
    ],
  );
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
