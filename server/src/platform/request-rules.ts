// What a request's head must be before anything behind the edge reads it: the room server's core builds addresses from it
// unguarded, and has no limit for bodies.
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";

export interface RequestHead {
  /** As it stands in the request's first line. */
  readonly target: string;
  readonly host: string | undefined;
  readonly forwardedProtocol: string | undefined;
  readonly contentLength: string | undefined;
}

export const MATCHMAKING = "/matchmake/";
const SEAT = /^\/matchmake\/joinOrCreate\/session(\?|$)/;
/** A process and a room, below whatever path leads to the process; as the core reads it. */
const ROOM = /^[^?#]*\/[\w-]+\/[\w-]+\?([^#]*&)?sessionId=[^&#]/;
export const BODY_LIMIT_BYTES = 16_384;
const MATCHMAKING_LIMIT_BYTES = 4_096;

export function bodyLimitBytes(target: string): number {
  return target.startsWith(MATCHMAKING) ? MATCHMAKING_LIMIT_BYTES : BODY_LIMIT_BYTES;
}

/** Why this request goes no further, if it does not. */
export function refuseHead(head: RequestHead): RefusalCode | undefined {
  // A path alone: the core finds its routes in other forms too, and what they add to the host need not be an address.
  if (!head.target.startsWith("/")) return "protocol/malformed";
  if (!isHost(head.host ?? "localhost", head.forwardedProtocol ?? "http")) return "protocol/malformed";
  // The core has more ways to ask for a seat, and answers them with statuses of its own that are none of HTTP's.
  if (head.target.startsWith(MATCHMAKING) && !SEAT.test(head.target)) return "protocol/unknown_message";
  return Number(head.contentLength ?? 0) > bodyLimitBytes(head.target) ? "protocol/too_large" : undefined;
}

/** Why this WebSocket is not opened: it leads to no seat. The core would answer over it all the same, to let latency be measured. */
export function refuseUpgrade(head: RequestHead): RefusalCode | undefined {
  return refuseHead(head) ?? (ROOM.test(head.target) ? undefined : "protocol/unknown_message");
}

/** A host and nothing else; with a name or a password in it no request could be made of the address. */
function isHost(host: string, protocol: string): boolean {
  if (!URL.canParse(`${protocol}://${host}`)) return false;
  const { username, password, pathname, search, hash } = new URL(`http://${host}`);
  return username === "" && password === "" && pathname === "/" && search === "" && hash === "";
}
