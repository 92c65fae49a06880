// uWebSockets.js where it loads, ws everywhere else; says which and why.
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { Transport } from "@colyseus/core";
import { gatherWrites } from "./gather-writes.ts";

/** Limits per kind of message are the room's; above this one the connection closes. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
const PING_EVERY_MS = 3_000;
const PINGS_UNANSWERED = 2;
const MAX_BACKPRESSURE_BYTES = 1024 * 1024;

export interface ChosenTransport {
  readonly transport: Transport;
  readonly kind: "ws" | "uws";
  /** Why not uWebSockets.js, when that was possible. */
  readonly why: string | undefined;
  /** Of the ws transport; uWebSockets.js has its own. */
  readonly server: Server | undefined;
}

export async function chooseTransport(
  wanted: "auto" | "ws" | "uws",
  tls: { readonly certificate: string; readonly key: string } | undefined,
): Promise<ChosenTransport> {
  let why: string | undefined;
  if (wanted !== "ws") {
    try {
      if (tls !== undefined) throw new Error("TLS is ended in this process, which only ws does");
      const { uWebSocketsTransport } = await import("@colyseus/uwebsockets-transport");
      const transport = new uWebSocketsTransport({
        maxPayloadLength: MAX_PAYLOAD_BYTES,
        maxBackpressure: MAX_BACKPRESSURE_BYTES,
        idleTimeout: 16,
      });
      return { transport, kind: "uws", why, server: undefined };
    } catch (error) {
      why = (error as Error).message.split("\n")[0];
      if (wanted === "uws")
        throw new Error(`COLYSEUS_TRANSPORT=uws, but uWebSockets.js cannot be used: ${why}`, { cause: error });
    }
  }
  const { WebSocketTransport } = await import("@colyseus/ws-transport");
  const server = tls === undefined ? createHttpServer() : createHttpsServer({ cert: tls.certificate, key: tls.key });
  server.on("upgrade", (_request: unknown, socket: Duplex) => gatherWrites(socket));
  const transport = new WebSocketTransport({
    server: server as Server,
    maxPayload: MAX_PAYLOAD_BYTES,
    pingInterval: PING_EVERY_MS,
    pingMaxRetries: PINGS_UNANSWERED,
  });
  return { transport, kind: "ws", why, server: server as Server };
}
