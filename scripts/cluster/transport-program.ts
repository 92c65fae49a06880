// How a server process is started on one of the two transports: uWebSockets.js is not on every machine, and tests and tools say so.
import { findUws } from "../setup/uws-step.mjs";

export type TransportName = "ws" | "uws";
export interface TransportProgram {
  readonly settings: Readonly<Record<string, string>>;
  /** The program and its first arguments. */
  readonly node: readonly [string, ...string[]];
}

/** `reason`: why this transport cannot be had here. */
export function findTransportProgram(
  transport: TransportName,
  cacheDirectory: string,
): TransportProgram | { readonly reason: string } {
  if (transport === "ws") return { settings: { COLYSEUS_TRANSPORT: "ws" }, node: [process.execPath] };
  const found = findUws(process.env, cacheDirectory);
  if ("reason" in found) return { reason: `uWebSockets.js: ${found.reason}` };
  return { settings: { COLYSEUS_TRANSPORT: "uws", UWS_HOME: found.home }, node: found.node };
}
