// How much of what was sent to a client has not come through to it, over either transport.
import { ClientState } from "@colyseus/core";
import { judgeLoad } from "./client-load-rules.ts";
import { findEcho } from "./line-echo.ts";
import type { SeatClient } from "./room-seat.ts";

const OPEN = 1;

/** Of the two transports' sockets, what is asked here. */
interface Carrier {
  readonly bufferedAmount?: number;
  readonly ws?: { readonly getBufferedAmount: () => number };
}

/** undefined: the connection is ending already. */
export function readLoad(client: SeatClient, nowMs: number): ReturnType<typeof judgeLoad> | undefined {
  if ((client as unknown as { readyState: number }).readyState !== OPEN) return undefined;
  const carrier = client.ref as unknown as Carrier;
  return judgeLoad({
    ready: client.state === ClientState.JOINED,
    seatedForMs: nowMs - (client.userData?.seatedAtMs ?? nowMs),
    bufferedBytes: carrier.bufferedAmount ?? carrier.ws?.getBufferedAmount() ?? 0,
    unansweredMs: findEcho(carrier)?.unansweredForMs(nowMs) ?? 0,
  });
}
