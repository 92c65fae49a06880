// A media node whose transports can also be reached through the clinic's TURN server, by people whose network lets
// nothing else through.
import type { IceServer, MediaNode, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import { createTurnCredentials } from "./turn-credentials.ts";

export interface TurnServer {
  /** Such as `turn:rehab.example.org:3478?transport=tcp`. */
  readonly urls: readonly string[];
  readonly secret: string;
}

export interface OfferedNode extends MediaNode {
  /** Ways round a network that lets nothing through, for this participant only and for a while; absent where the clinic has none. */
  readonly waysRound?: (seat: MediaSeat) => readonly IceServer[];
}

/** The same node when there is no TURN server. `nowMs`: since 1970, as the TURN server's clock. */
export function offerTurn(node: MediaNode, turn: TurnServer | undefined, nowMs: () => number): OfferedNode {
  if (turn === undefined) return node;
  return {
    ...node,
    waysRound: ({ participantId }) => [
      { urls: turn.urls, ...createTurnCredentials(turn.secret, participantId, nowMs()) },
    ],
  };
}
