// Where room servers reach a media node that is a process of its own: a WebSocket on which both prove first that they have the secret.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type ChannelWord,
  MEDIA_CHANNEL_GREETING_BYTES,
  MEDIA_CHANNEL_MESSAGE_BYTES,
  MEDIA_CHANNEL_VERSION,
  parseJson,
  serverProof,
} from "@ensemble/shared/protocol/media-channel.ts";
import type { MediaNode, MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import { type WebSocket, WebSocketServer } from "ws";
import type { Report } from "../refuse-media.ts";
import { answerServer } from "./answer-server.ts";
import { type Holder, holdSessions } from "./held-sessions.ts";
import { packPiece } from "./pack-piece.ts";
import { createNonce, isProof, proveSecret } from "./prove-secret.ts";

export interface ServedChannel {
  readonly port: number;
  readonly sessions: () => number;
  /** No session is opened any more, and who has one is told to take it elsewhere. */
  readonly leave: () => void;
  readonly close: () => Promise<void>;
}

const PROVED_WITHIN_MS = 2_000;
/** Strangers at once; room servers have proved themselves within milliseconds. Above that, who came first is ended. */
const UNPROVED_AT_MOST = 64;
const CONNECTIONS_AT_MOST = 256;
/** A room server says something twice a second. */
const SILENT_MS = 5_000;
/** What a room server has not taken of what it is told. */
const UNTAKEN_AT_MOST_BYTES = 64_000_000;
const STRANGERS_TOLD_EVERY_MS = 60_000;

export async function serveChannel(options: {
  readonly node: MediaNode;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  readonly report: Report;
}): Promise<ServedChannel> {
  const { node, secret, report } = options;
  const held = holdSessions(node);
  const holders = new Map<Holder, WebSocket>();
  let leaving = false;
  const unproved = new Set<WebSocket>();
  const strangers = { count: 0, toldAtMs: Number.NEGATIVE_INFINITY };
  const asked = { node, held, isLeaving: () => leaving, report };

  const stopFollowing = node.subscribe((event) => {
    const holder = holderOf(event);
    for (const [one, socket] of holders) if (holder === undefined || one === holder) tell(socket, event);
  });
  /** Of whom the event is; undefined: everybody's. */
  function holderOf(event: MediaNodeEvent): Holder | undefined {
    if (event.kind === "workerDied") return undefined;
    const groupSessionId = event.kind === "sessionLost" ? event.groupSessionId : event.seat.groupSessionId;
    return held.holderOf(groupSessionId) ?? NOBODY;
  }

  const server = createServer({ headersTimeout: PROVED_WITHIN_MS }, (_request, response) =>
    response.writeHead(404).end(),
  );
  server.maxConnections = CONNECTIONS_AT_MOST;
  const sockets = new WebSocketServer({ server, maxPayload: MEDIA_CHANNEL_MESSAGE_BYTES, perMessageDeflate: false });
  sockets.on("connection", (socket) => {
    socket.on("error", (error) => report("a channel to a room server broke", error));
    if (unproved.size >= UNPROVED_AT_MOST) [...unproved][0]?.terminate();
    unproved.add(socket);
    const nodeNonce = createNonce();
    const patience = setTimeout(() => socket.terminate(), PROVED_WITHIN_MS);
    const settled = () => {
      clearTimeout(patience);
      unproved.delete(socket);
    };
    socket.once("close", settled);
    socket.once("message", (data: Buffer, isBinary: boolean) => {
      const read = serverProof.safeParse(
        isBinary || data.byteLength > MEDIA_CHANNEL_GREETING_BYTES ? undefined : parseJson(data.toString()),
      );
      if (!read.success || !isProof(read.data.proof, proveSecret(secret, "server", nodeNonce, read.data.nonce))) {
        tellOfStranger();
        return socket.terminate();
      }
      socket.off("close", settled);
      settled();
      socket.send(JSON.stringify({ proof: proveSecret(secret, "node", nodeNonce, read.data.nonce) }));
      welcome(socket);
    });
    socket.send(JSON.stringify({ version: MEDIA_CHANNEL_VERSION, nonce: nodeNonce }));
  });

  function tellOfStranger(): void {
    strangers.count += 1;
    if (performance.now() - strangers.toldAtMs < STRANGERS_TOLD_EVERY_MS) return;
    strangers.toldAtMs = performance.now();
    report("somebody without the media secret was turned away", `${strangers.count} so far`);
  }

  function welcome(socket: WebSocket): void {
    const holder: Holder = {
      tellLost: (groupSessionId, reason) => say(socket, { event: { kind: "sessionLost", groupSessionId, reason } }),
    };
    holders.set(holder, socket);
    // Nobody says that a server's host has lost its power.
    const silence = setTimeout(() => socket.terminate(), SILENT_MS);
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      silence.refresh();
      if (socket.bufferedAmount > UNTAKEN_AT_MOST_BYTES) return socket.terminate();
      if (!isBinary && answerServer(asked, holder, data.toString(), (word) => say(socket, word))) return;
      report("a room server said what cannot be read");
      socket.terminate();
    });
    socket.once("close", () => {
      clearTimeout(silence);
      holders.delete(holder);
      held.left(holder).catch((error: unknown) => report("what a room server held cannot be closed", error));
    });
  }

  // The server's own, which is told below.
  sockets.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    sessions: held.count,
    leave: () => {
      leaving = true;
      for (const holder of holders.keys())
        for (const groupSessionId of held.of(holder)) holder.tellLost(groupSessionId, "leaving");
    },
    close: async () => {
      stopFollowing();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => sockets.close(() => server.close(() => resolve())));
    },
  };
}

/** A session that nobody holds any more. */
const NOBODY: Holder = { tellLost: () => {} };

/** A piece that waits in this process counts against what its recording hands over: the server acknowledges none of it. */
function tell(socket: WebSocket, event: MediaNodeEvent): void {
  if (event.kind !== "recordedPiece") say(socket, { event });
  else if (socket.readyState === socket.OPEN) socket.send(packPiece(event));
}

function say(socket: WebSocket, word: ChannelWord): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(word));
}
