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
/** Strangers at once; room servers have proved themselves within milliseconds. */
const UNPROVED_AT_MOST = 64;

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
  let unproved = 0;
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

  const server = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server, maxPayload: MEDIA_CHANNEL_MESSAGE_BYTES, perMessageDeflate: false });
  sockets.on("connection", (socket) => {
    socket.on("error", (error) => report("a channel to a room server broke", error));
    if (unproved >= UNPROVED_AT_MOST) return socket.terminate();
    unproved += 1;
    const nodeNonce = createNonce();
    const patience = setTimeout(() => socket.terminate(), PROVED_WITHIN_MS);
    const settled = () => {
      clearTimeout(patience);
      unproved -= 1;
    };
    socket.once("close", settled);
    socket.once("message", (data: Buffer, isBinary: boolean) => {
      const read = serverProof.safeParse(
        isBinary || data.byteLength > MEDIA_CHANNEL_GREETING_BYTES ? undefined : parseJson(data.toString()),
      );
      if (!read.success || !isProof(read.data.proof, proveSecret(secret, "server", nodeNonce, read.data.nonce))) {
        report("somebody without the media secret was turned away");
        return socket.terminate();
      }
      socket.off("close", settled);
      settled();
      socket.send(JSON.stringify({ proof: proveSecret(secret, "node", nodeNonce, read.data.nonce) }));
      welcome(socket);
    });
    socket.send(JSON.stringify({ version: MEDIA_CHANNEL_VERSION, nonce: nodeNonce }));
  });

  function welcome(socket: WebSocket): void {
    const holder: Holder = {
      tellLost: (groupSessionId, reason) => say(socket, { event: { kind: "sessionLost", groupSessionId, reason } }),
    };
    holders.set(holder, socket);
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!isBinary && answerServer(asked, holder, data.toString(), (word) => say(socket, word))) return;
      report("a room server said what cannot be read");
      socket.terminate();
    });
    socket.once("close", () => {
      holders.delete(holder);
      held.left(holder).catch((error: unknown) => report("what a room server held cannot be closed", error));
    });
  }

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
