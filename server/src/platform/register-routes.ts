// Puts routes that are plain data into Express: bodies are bounded and checked, callers known, refusals translated, bugs logged once.
import { DomainError, REFUSALS, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import express, { type Application, type NextFunction, type Request, type Response } from "express";
import { isFromThisMachine } from "./from-this-machine.ts";
import type { Audience, HttpRoute } from "./http-route.ts";
import type { Logger } from "./logger.ts";
import { packJson } from "./pack-json.ts";
import { findWriteRefusal } from "./refused-writes.ts";
import { BODY_LIMIT_BYTES } from "./request-rules.ts";
import { sendStream } from "./send-stream.ts";

export function registerRoutes<Caller>(
  app: Application,
  routes: readonly HttpRoute<Caller>[],
  parts: {
    readonly findCaller: (cookie: string | undefined) => Promise<Caller | undefined>;
    /** Why this caller gets no answer from routes for this audience. */
    readonly judgeCaller: (caller: Caller, audience: Audience) => RefusalCode | undefined;
    readonly allowedOrigin: (origin: string | null, host: string | null) => boolean;
  },
): void {
  const findAllowed = async (audience: Audience, cookie: string | undefined): Promise<Caller> => {
    const caller = await parts.findCaller(cookie);
    if (caller === undefined) throw new DomainError("sign_in/required");
    const refusal = parts.judgeCaller(caller, audience);
    if (refusal !== undefined) throw new DomainError(refusal);
    return caller;
  };
  const parseBody = express.json({ limit: BODY_LIMIT_BYTES, strict: true });
  for (const route of routes) {
    const handle = async (request: Request, response: Response) => {
      const { origin, host, cookie, authorization, range } = request.headers;
      if (route.method === "POST" && !parts.allowedOrigin(origin ?? null, host ?? null)) {
        throw new DomainError("sign_in/foreign_origin");
      }
      const caller = route.audience === "anybody" ? undefined : await findAllowed(route.audience, cookie);
      const answer = await route.handle({
        params: request.params as Record<string, string>,
        body: readBody(route, request.body),
        caller,
        cookie,
        authorization,
        fromThisMachine: isFromThisMachine({ peerAddress: request.ip ?? "", headers: request.headers }),
        range,
        ifRange: request.get("if-range"),
        isHeadOnly: request.method === "HEAD",
      });
      response.set({ "cache-control": "no-store", ...answer.headers });
      if (answer.stream !== undefined) {
        await sendStream(response.status(answer.status ?? 200), answer.stream, request.method === "HEAD");
      } else if (answer.text !== undefined) response.status(answer.status ?? 200).send(answer.text);
      else if (answer.body === undefined) response.status(answer.status ?? 204).end();
      else if (answer.packed && request.acceptsEncodings("gzip") === "gzip") {
        response.set({ "content-encoding": "gzip", "content-type": "application/json; charset=utf-8" });
        response
          .vary("accept-encoding")
          .status(answer.status ?? 200)
          .send(await packJson(answer.body as object));
      } else response.status(answer.status ?? 200).json(answer.body);
    };
    if (route.method === "GET") app.get(route.path, handle);
    else app.post(route.path, parseBody, handle);
  }
  app.use("/api", () => {
    throw new DomainError("protocol/unknown_message");
  });
}

/** After everything else: what fails there is told by its code too, where Express would tell where in our files it was. */
export function answerFailures(
  app: Application,
  logger: Logger,
  /** Told when the database may be the reason. */
  suspectDatabase: (error: unknown) => void,
): void {
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const code = refusalOf(error);
    // The route's pattern: what stands in the address came from a client.
    if (code === undefined) logger.error({ route: request.route?.path, err: error }, "a route failed");
    if (code === undefined || code === "server/refuses_writes") suspectDatabase(error);
    if (response.headersSent) return void response.end();
    // A file that is not there is no bad request.
    const missing = (error as { status?: unknown }).status === 404;
    response.status(missing ? 404 : code === undefined ? 500 : REFUSALS[code]).json({ code: code ?? "server/failed" });
  });
}

function readBody(route: HttpRoute<never> | HttpRoute<unknown>, body: unknown): unknown {
  if (route.body === undefined) return undefined;
  const parsed = route.body.safeParse(body);
  if (!parsed.success) throw new DomainError("protocol/malformed");
  return parsed.data;
}

/** Express's own errors (a body that is too large or no JSON) carry a status. */
function refusalOf(error: unknown): RefusalCode | undefined {
  if (error instanceof DomainError) return error.code;
  if (findWriteRefusal(error) !== undefined) return "server/refuses_writes";
  const { status, code } = error as { status?: unknown; code?: unknown };
  // The connection could not be read on, or is gone: nothing of ours failed.
  if (typeof code === "string" && /^(HPE_|ECONNABORTED$|ECONNRESET$)/.test(code)) return "protocol/malformed";
  if (status === 413) return "protocol/too_large";
  return typeof status === "number" && status >= 400 && status < 500 ? "protocol/malformed" : undefined;
}
