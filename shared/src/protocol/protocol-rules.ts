// Which pages a server takes, while both are being renewed: by the protocol each was built with.
import type { RefusalCode } from "./refusal-codes.ts";
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from "./room-messages.ts";

export interface TakenProtocols {
  readonly oldest: number;
  readonly newest: number;
}

export const TAKEN_PROTOCOLS: TakenProtocols = { oldest: OLDEST_PROTOCOL, newest: PROTOCOL_VERSION };

/** undefined: taken. Too old: the page has to be loaded again. Too new: the server is about to be renewed, or the page's was taken back. */
export function refuseProtocol(
  protocol: number,
  taken: TakenProtocols = TAKEN_PROTOCOLS,
): Extract<RefusalCode, "protocol/too_old" | "protocol/too_new"> | undefined {
  if (protocol < taken.oldest) return "protocol/too_old";
  return protocol > taken.newest ? "protocol/too_new" : undefined;
}

/** The server that takes this page speaks a newer one: loaded again, the page would too. */
export function isOutdated(protocol: number, serverProtocol: number | undefined): boolean {
  return serverProtocol !== undefined && serverProtocol > protocol;
}
