// Stands before everything that reads HTTP on Node's server: a request that could harm what is behind is answered here.
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { REFUSALS, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { AddressBudget } from "./address-budget.ts";
import { clientAddress } from "./client-address.ts";
import { bodyLimitBytes, MATCHMAKING, type RequestHead, refuseHead, refuseUpgrade } from "./request-rules.ts";

/** What clients are told of how long an unused connection is kept: one whose line has died is soon asked over no more. */
const TOLD_MS = 5_000;
/**
 * Kept for so much longer in truth, or who asks at the last moment meets its end. Fronts go by their own time (Caddy two minutes) and
 * close it themselves; nobody from outside holds many of them open for long.
 */
const BEYOND_MS = { fronts: 120_000 + TOLD_MS, outside: 10_000 };

/** Nobody holds a connection open with half a request. `fronts`: before this server. */
export function requestDeadlines(fronts: number) {
  return {
    headersTimeout: 10_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: TOLD_MS,
    keepAliveTimeoutBuffer: fronts > 0 ? BEYOND_MS.fronts : BEYOND_MS.outside,
  } satisfies ServerOptions;
}

type Incoming = IncomingMessage & { body?: unknown };
type RequestListener = (request: Incoming, response: ServerResponse) => void;
type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Whose request it is, and what may come from there. */
export interface Door {
  readonly budget: AddressBudget;
  /** Fronts before this server whose word about addresses is believed. */
  readonly fronts: number;
}

/**
 * Bounds the connections one address has open, also those over which nothing is ever asked. Behind a front all come from its address, and
 * they are its own to bound; over uWebSockets.js those that are begun are counted instead, because it does not tell whose has ended.
 */
export function guardConnections(server: Pick<Server, "on">, { budget, fronts }: Door): void {
  if (fronts > 0) return;
  server.on("connection", (socket: Socket) => {
    const end = budget.connection(clientAddress(socket.remoteAddress ?? "", undefined, fronts));
    if (end === undefined) socket.destroy();
    else socket.once("close", end);
  });
}

/** Call after the server's listeners are in place: only what passes reaches them, the matchmaker's body read and bounded. */
export function guardRequests(server: Server, { budget, fronts }: Door): void {
  const addressOf = ({ socket, headers }: IncomingMessage) =>
    clientAddress(socket.remoteAddress ?? "", headers["x-forwarded-for"]?.toString(), fronts);
  const answer = takeOver<RequestListener>(server, "request");
  server.on("request", (request: Incoming, response: ServerResponse) => {
    // What was answered before it was read to its end is not read on: a body nobody asked for may be endless.
    response.once("finish", () => {
      if (!request.complete) request.destroy();
    });
    if (!budget.request(addressOf(request))) return refuse(response, "protocol/too_many");
    const refusal = refuseHead(headOf(request));
    if (refusal !== undefined) return refuse(response, refusal);
    if (request.method !== "POST" || !request.url?.startsWith(MATCHMAKING)) return answer(request, response);
    readBody(request, bodyLimitBytes(request.url), (text) => {
      request.body = text === undefined ? undefined : parseObject(text);
      if (request.body !== undefined) answer(request, response);
      else refuse(response, text === undefined ? "protocol/too_large" : "protocol/malformed");
    });
  });
  const upgrade = takeOver<UpgradeListener>(server, "upgrade");
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const end = admitUpgrade(budget, addressOf(request), headOf(request));
    if (end === undefined) return socket.destroy();
    socket.once("close", end);
    upgrade(request, socket, head);
  });
}

/** It costs what any request costs. Returns the way to say that the WebSocket is closed; undefined: it must not be opened. */
export function admitUpgrade(
  budget: AddressBudget,
  address: string | undefined,
  head: RequestHead,
): (() => void) | undefined {
  if (!budget.request(address) || refuseUpgrade(head) !== undefined) return undefined;
  return budget.webSocket(address);
}

function takeOver<Listener extends (...args: never[]) => void>(server: Server, event: string) {
  const listeners = server.listeners(event) as Listener[];
  server.removeAllListeners(event);
  return (...args: Parameters<Listener>) => {
    for (const listener of listeners) listener.apply(server, args);
  };
}

function headOf({ url, headers }: IncomingMessage): RequestHead {
  // Of several proxies the first one counts; the core would take the whole list for a protocol.
  const forwardedProtocol = headers["x-forwarded-proto"]?.toString().split(",")[0];
  if (forwardedProtocol !== undefined) headers["x-forwarded-proto"] = forwardedProtocol;
  return { target: url ?? "", host: headers.host, forwardedProtocol, contentLength: headers["content-length"] };
}

/** Tells the text, or undefined as soon as it is too long; says nothing when the connection ends before. */
function readBody(request: IncomingMessage, limitBytes: number, tell: (text: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.byteLength;
    chunks.push(chunk);
    if (length <= limitBytes) return;
    request.removeAllListeners("data").removeAllListeners("end").pause();
    tell(undefined);
  });
  request.on("end", () => tell(Buffer.concat(chunks).toString()));
}

function refuse(response: ServerResponse, code: RefusalCode): void {
  response.writeHead(REFUSALS[code], { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify({ code }));
}

function parseObject(text: string): object | undefined {
  if (text === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined; // refused as malformed
  }
}
