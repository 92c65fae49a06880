// uWebSockets.js as the room server's transport, where it loads: bound to one address and guarded as Node's server is.

import uws, { type HttpRequest, type HttpResponse, type TemplatedApp, type us_listen_socket } from "uWebSockets.js";
import { uWebSocketsTransport } from "@colyseus/uwebsockets-transport";
import { REFUSALS, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import { ServerResponse } from "uwebsockets-express";
import { bodyLimitBytes, refuseHead } from "../platform/request-rules.ts";

/** Tells of a request that failed; the connection has ended then. */
type Report = (error: unknown) => void;
type Answer = (response: HttpResponse, request: HttpRequest) => unknown;

// When somebody leaves before the answer, the transport sets what can only be read, and the process would end.
Object.defineProperty(ServerResponse.prototype, "writableEnded", {
  get(this: ServerResponse) {
    return this.finished;
  },
  set() {},
});

export class UwsTransport extends uWebSocketsTransport {
  private socket: us_listen_socket | undefined;

  constructor(options: object, report: Report) {
    super(options);
    guard(this.app, report);
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
      listening?.();
    });
    return this;
  }

  override shutdown(): void {
    if (this.socket !== undefined) uws.us_listen_socket_close(this.socket);
    this.socket = undefined;
  }
}

/** Everything over HTTP comes through these two, which the transport calls when it has its routes. */
function guard(app: TemplatedApp, report: Report): void {
  for (const method of ["any", "options"] as const) {
    const register = app[method].bind(app);
    app[method] = (pattern, answer: Answer) =>
      register(pattern, (response, request) => answerGuarded(answer, response, request, report));
  }
}

function answerGuarded(answer: Answer, response: HttpResponse, request: HttpRequest, report: Report): void {
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

async function answerSafely(answer: Answer, response: HttpResponse, request: HttpRequest): Promise<void> {
  await answer(response, request);
}

/** Slow bodies are ended by uWebSockets.js itself, which wants 16 kB a second after ten seconds. */
function boundBody(response: HttpResponse, limitBytes: number): () => boolean {
  let gone = false;
  const onAborted = response.onAborted.bind(response);
  const onData = response.onData.bind(response);
  response.onAborted = (tell) =>
    onAborted(() => {
      gone = true;
      tell();
    });
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
