// uWebSockets.js where it loads, ws everywhere else; says which and why.
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Transport } from "@colyseus/core";
import { createAddressBudget } from "../platform/address-budget.ts";
import { type Door, guardConnections, guardRequests, requestDeadlines } from "../platform/guard-requests.ts";
import type { Logger } from "../platform/logger.ts";
import { gatherWrites } from "./gather-writes.ts";
import { PING_EVERY_MS } from "./line-echo.ts";

/** Limits per kind of message are the room's; above this one the connection closes. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
const PINGS_UNANSWERED = 3;
const MAX_BACKPRESSURE_BYTES = 1024 * 1024;
/** Of a socket that is being closed ws reads on until the other side closes it too; after this long it is closed all the same. */
const CLOSED_WITHIN_MS = 1_000;
/** Browsers send a message up to the largest in one piece, and a front that cuts it makes pieces of a few kB. Each may be empty. */
const MAX_FRAGMENTS = 32;

export interface ChosenTransport {
  readonly transport: Transport;
  readonly kind: "ws" | "uws";
  /** Why not uWebSockets.js, when that was possible. */
  readonly why: string | undefined;
  /** Starts the room server, which listens on the transport, and resolves with the port that was taken. */
  readonly listen: (start: () => Promise<unknown>) => Promise<number>;
}

export async function chooseTransport(
  wanted: "auto" | "ws" | "uws",
  tls: { readonly certificate: string; readonly key: string } | undefined,
  fronts: number,
  logger: Logger,
): Promise<ChosenTransport> {
  const door = { budget: createAddressBudget(() => performance.now()), fronts };
  if (wanted === "ws") return createWs(tls, door, undefined);
  try {
    if (tls !== undefined) throw new Error("TLS is ended in this process, which only ws does");
    return await createUws(door, logger);
  } catch (error) {
    const why = (error as Error).message.split("\n")[0];
    if (wanted === "auto") return createWs(tls, door, why);
    throw new Error(`COLYSEUS_TRANSPORT=uws, but uWebSockets.js cannot be used: ${why}`, { cause: error });
  }
}

async function createUws(door: Door, logger: Logger): Promise<ChosenTransport> {
  const { UwsTransport } = await import("./uws-transport.ts");
  const transport = new UwsTransport(
    {
      maxPayloadLength: MAX_PAYLOAD_BYTES,
      maxBackpressure: MAX_BACKPRESSURE_BYTES,
      // A state patch that is left out cannot be made up for: the client joins again instead.
      closeOnBackpressureLimit: 1,
    },
    door,
    (error) => logger.error({ err: error }, "a request failed"),
  );
  const listen = async (start: () => Promise<unknown>) => {
    await start();
    return transport.port;
  };
  return { transport, kind: "uws", why: undefined, listen };
}

async function createWs(
  tls: { readonly certificate: string; readonly key: string } | undefined,
  door: Door,
  why: string | undefined,
): Promise<ChosenTransport> {
  const { MeteredWsTransport } = await import("./metered-ws-transport.ts");
  const server: Server =
    tls === undefined
      ? createHttpServer(requestDeadlines(door.fronts))
      : createHttpsServer({ ...requestDeadlines(door.fronts), cert: tls.certificate, key: tls.key });
  guardConnections(server, door);
  server.on("upgrade", (_request: unknown, socket: Duplex) => gatherWrites(socket));
  // Known to ws, and not yet to its types.
  const untyped = { closeTimeout: CLOSED_WITHIN_MS };
  const transport = new MeteredWsTransport({
    server,
    ...untyped,
    maxPayload: MAX_PAYLOAD_BYTES,
    maxFragments: MAX_FRAGMENTS,
    pingInterval: PING_EVERY_MS,
    pingMaxRetries: PINGS_UNANSWERED,
  });
  const listen = async (start: () => Promise<unknown>) => {
    const failed = new Promise<never>((_, reject) => server.once("error", reject));
    await Promise.race([start(), failed]);
    guardRequests(server, door);
    return (server.address() as AddressInfo).port;
  };
  return { transport, kind: "ws", why, listen };
}
