// Whose request it is, as far as an address tells: that of the connection, or what a trusted front says of it.
import { isLoopback } from "./from-this-machine.ts";

/**
 * `fronts`: how many stand before this server and are believed; each adds the address it was reached from to X-Forwarded-For. Undefined
 * for this machine itself: a front nobody told of, programs beside the server.
 */
export function clientAddress(
  peerAddress: string,
  forwardedFor: string | undefined,
  fronts: number,
): string | undefined {
  const named = fronts === 0 ? undefined : (forwardedFor ?? "").split(",").at(-fronts)?.trim();
  if (named !== undefined && named !== "") return named;
  return isLoopback(peerAddress.replace(/^::ffff:/, "")) ? undefined : peerAddress;
}
