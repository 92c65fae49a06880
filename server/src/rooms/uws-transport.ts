// uWebSockets.js as the room server's transport, where it loads: bound to one address and guarded as Node's server is.

import uws, { type HttpRequest, type HttpResponse, type TemplatedApp, type us_listen_socket } from "uWebSockets.js";
import { ServerResponse as ExpressResponse } from "node:http";
import { uWebSocketsTransport } from "@colyseus/uwebsockets-transport";
import { REFUSALS, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import { ServerResponse } from "uwebsockets-express";
import { clientAddress } from "../platform/client-address.ts";
import { admitUpgrade, type Door } from "../platform/guard-requests.ts";
import { bodyLimitBytes, refuseHead } from "../platform/request-rules.ts";
import { createLineEcho, findEcho, PING_EVERY_MS, putEcho } from "./line-echo.ts";
import { createSocketMeter, getMeter, putMeter } from "./socket-meter.ts";

/** Tells of a request that failed; the connection has ended then. */
type Report = (error: unknown) => void;
/** Of a socket, what is looked at here; the transport calls its type its own. */
type RawSocket = Parameters<uWebSocketsTransport["onConnection"]>[0];
type Answer = (response: HttpResponse, request: HttpRequest) => unknown;

/** For so long nothing need come over a WebSocket. */
const IDLE_S = 16;
/** One that is being closed is cut after 8 s at the latest, by a clock with steps of four. */
const GONE_AFTER_MS = 12_000;
/** The line itself has ended. With any other code one side has said that it closes, and the line is there until both have, or are idle. */
const LINE_ENDED = 1006;

// When somebody leaves before the answer, the transport sets what can only be read, and the process would end. An answer is made as the
// one and becomes the other, by Express, which gives it another prototype.
for (const { prototype } of [ServerResponse, ExpressResponse]) {
  Object.defineProperty(prototype, "writableEnded", {
    get(this: ServerResponse) {
      return this.finished;
    },
    set() {},
  });
}

/**
 * What it tells of is metered, and that is less than with ws: fragments it puts together itself, up to the largest message, and what
 * comes after a close frame of ours it reads and drops for some seconds, when the socket cannot be reached any more; its place is kept until then.
 */
export class UwsTransport extends uWebSocketsTransport {
  private readonly door: Door;
  private socket: us_listen_socket | undefined;
  private pinging: NodeJS.Timeout | undefined;

  constructor(options: object, door: Door, report: Report) {
    const paid = (socket: RawSocket, { byteLength }: ArrayBuffer) => pay(socket, byteLength);
    const pong = (socket: RawSocket, message: ArrayBuffer) => {
      paid(socket, message);
      findEcho(socket)?.answered(new Uint8Array(message));
    };
    const control = { ping: paid, pong };
    const idle = { idleTimeout: IDLE_S };
    super({ ...options, ...idle, ...control });
    this.door = door;
    guardConnections(this.app, door);
    guard(this.app, door, report);
  }

  /** The transport has answered the upgrade already: whoever is not admitted is closed before anything is read. */
  protected override onConnection(socket: RawSocket): Promise<void> {
    const end = admit(socket, this.door);
    if (end === undefined) {
      socket.close();
      return Promise.resolve();
    }
    putMeter(
      socket,
      createSocketMeter(() => socket.close()),
    );
    putEcho(socket, createLineEcho());
    const connected = super.onConnection(socket);
    const wrapper = this.clientWrappers.get(socket);
    wrapper?.once("close", (code: number) => endWhenGone(code, end));
    wrapper?.on("message", ({ byteLength }: Buffer) => pay(socket, byteLength));
    return connected;
  }

  /** The port that was taken. */
  get port(): number {
    return this.socket === undefined ? 0 : uws.us_socket_local_port(this.socket);
  }

  /** The transport's own binds every address of the machine, and says nothing when it could not. */
  override listen(port: number, host: string, _backlog?: number, listening?: (error?: Error) => void): this {
    this.app.listen(host, port, uws.LIBUS_LISTEN_EXCLUSIVE_PORT, (socket) => {
      if (socket === false) return listening?.(new Error(`${host}:${port} cannot be listened on.`));
      this.socket = socket;
      this.pinging = setInterval(() => this.pingAll(), PING_EVERY_MS);
      listening?.();
    });
    return this;
  }

  /** The transport's own are sent only where nothing comes any more. */
  private pingAll(): void {
    const nowMs = performance.now();
    for (const socket of this.clients) {
      const carried = findEcho(socket)?.asked(nowMs);
      if (carried !== undefined) socket.ping(carried);
    }
  }

  override shutdown(): void {
    clearInterval(this.pinging);
    if (this.socket !== undefined) uws.us_listen_socket_close(this.socket);
    this.socket = undefined;
  }
}

function pay(socket: RawSocket, byteLength: number): void {
  const meter = getMeter(socket);
  meter.read(byteLength);
  meter.frame();
}

function endWhenGone(code: number, end: () => void): void {
  if (code === LINE_ENDED) end();
  else setTimeout(end, GONE_AFTER_MS).unref();
}

function admit(socket: RawSocket, { budget, fronts }: Door): (() => void) | undefined {
  const { headers } = socket.context;
  const peer = Buffer.from(socket.getRemoteAddressAsText()).toString();
  return admitUpgrade(budget, clientAddress(peer, headers.get("x-forwarded-for") ?? undefined, fronts), {
    target: `${socket.url}?sessionId=${socket.searchParams.sessionId ?? ""}`,
    host: headers.get("host") ?? undefined,
    forwardedProtocol: undefined,
    contentLength: headers.get("content-length") ?? undefined,
  });
}

/** Behind a front all connections come from its address, and they are its own to bound. */
function guardConnections(app: TemplatedApp, { budget, fronts }: Door): void {
  if (fronts > 0) return;
  const tellOfConnections = app.filter.bind(app);
  tellOfConnections((response, change) => {
    if (change < 0) return;
    const peer = Buffer.from(response.getRemoteAddressAsText()).toString();
    if (!budget.begin(clientAddress(peer, undefined, fronts))) response.close();
  });
}

/** Everything over HTTP comes through these two, which the transport calls when it has its routes. */
function guard(app: TemplatedApp, door: Door, report: Report): void {
  for (const method of ["any", "options"] as const) {
    const register = app[method].bind(app);
    app[method] = (pattern, answer: Answer) =>
      register(pattern, (response, request) => answerGuarded(answer, response, request, door, report));
  }
}

function answerGuarded(answer: Answer, response: HttpResponse, request: HttpRequest, door: Door, report: Report): void {
  if (!door.budget.request(addressOf(response, request, door))) {
    refuse(response, "protocol/too_many");
    return;
  }
  const target = request.getUrl();
  const host = request.getHeader("host");
  const contentLength = request.getHeader("content-length");
  const refusal = refuseHead({ target, host, forwardedProtocol: undefined, contentLength });
  if (refusal !== undefined) {
    refuse(response, refusal);
    return;
  }
  const isGone = boundBody(response, bodyLimitBytes(target));
  answerSafely(answer, response, request).catch((error: unknown) => {
    report(error);
    if (!isGone()) response.close();
  });
}

function addressOf(response: HttpResponse, request: HttpRequest, { fronts }: Door): string | undefined {
  const peer = Buffer.from(response.getRemoteAddressAsText()).toString();
  return clientAddress(peer, request.getHeader("x-forwarded-for") || undefined, fronts);
}

async function answerSafely(answer: Answer, response: HttpResponse, request: HttpRequest): Promise<void> {
  await answer(response, request);
}

/** Slow bodies are ended by uWebSockets.js itself, which wants 16 kB a second after ten seconds. */
function boundBody(response: HttpResponse, limitBytes: number): () => boolean {
  let gone = false;
  const onData = response.onData.bind(response);
  // It knows one listener alone; who sends something long wants to be told as well.
  const tells: (() => void)[] = [];
  response.onAborted(() => {
    gone = true;
    for (const tell of tells) tell();
  });
  response.onAborted = (tell) => {
    tells.push(tell);
    return response;
  };
  response.onData = (take) => {
    let length = 0;
    return onData((chunk, isLast) => {
      if (gone) return;
      length += chunk.byteLength;
      if (length > limitBytes) response.close();
      else take(chunk, isLast);
    });
  };
  return () => gone;
}

function refuse(response: HttpResponse, code: RefusalCode): void {
  response.writeStatus(String(REFUSALS[code])).writeHeader("content-type", "application/json");
  response.end(JSON.stringify({ code }), true);
}
