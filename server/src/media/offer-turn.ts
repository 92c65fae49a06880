// A media node whose transports can also be reached through the clinic's TURN server, by people whose network lets
// nothing else through.
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import { createTurnCredentials } from "./turn-credentials.ts";

export interface TurnServer {
  /** Such as `turn:rehab.example.org:3478?transport=tcp`. */
  readonly urls: readonly string[];
  readonly secret: string;
}

/** The same node when there is no TURN server. `nowMs`: since 1970, as the TURN server's clock. */
export function offerTurn(node: MediaNode, turn: TurnServer | undefined, nowMs: () => number): MediaNode {
  if (turn === undefined) return node;
  return {
    ...node,
    openTransport: async (seat, direction) => {
      const offer = await node.openTransport(seat, direction);
      const credentials = createTurnCredentials(turn.secret, seat.participantId, nowMs());
      return { ...offer, iceServers: [{ urls: turn.urls, ...credentials }] };
    },
  };
}
