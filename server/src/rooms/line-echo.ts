// Whether what is sent over a WebSocket comes out at its other end in time: a ping goes the same way behind everything else, and its pong says so.
// What still waits in this process says little of it: the system takes up to megabytes off it before a write has to wait.

/** So often every socket is sent a ping, by either transport. */
export const PING_EVERY_MS = 2_000;

export interface LineEcho {
  /** What the ping is to carry, whose pong brings it back. */
  readonly asked: (nowMs: number) => Uint8Array;
  /** With what a pong carries: whatever was asked before it has arrived as well. One that answers no ping of these says nothing. */
  readonly answered: (carried: ArrayLike<number>) => void;
  /** Since the oldest ping that nothing has come back of; 0 where there is none. */
  readonly unansweredForMs: (nowMs: number) => number;
}

/** Of a ws socket, what is needed here. */
interface Pinged {
  ping: (...given: never[]) => void;
  readonly on: (event: "pong", listener: (carried: ArrayLike<number>) => void) => unknown;
}
/** Marks come round after so many; a line with as many pings under way has long been ended. */
const MARKS = 256;
const MOST_UNDER_WAY = 64;

const echoes = new WeakMap<object, LineEcho>();

export function createLineEcho(): LineEcho {
  const underWay: { readonly mark: number; readonly atMs: number }[] = [];
  let next = 0;
  return {
    asked: (nowMs) => {
      const mark = next;
      next = (next + 1) % MARKS;
      if (underWay.length < MOST_UNDER_WAY) underWay.push({ mark, atMs: nowMs });
      return Uint8Array.of(mark);
    },
    answered: (carried) => {
      const place = carried.length === 1 ? underWay.findIndex(({ mark }) => mark === carried[0]) : -1;
      underWay.splice(0, place + 1);
    },
    unansweredForMs: (nowMs) => {
      const oldest = underWay[0];
      return oldest === undefined ? 0 : nowMs - oldest.atMs;
    },
  };
}

/** Call before the core hears of this socket. */
export function putEcho(socket: object, echo: LineEcho): void {
  echoes.set(socket, echo);
}

/** `carrier`: what a room's client has of its socket; uWebSockets.js has one around it. Undefined where nobody listens for pongs. */
export function findEcho(carrier: object): LineEcho | undefined {
  return echoes.get(carrier) ?? ("ws" in carrier ? echoes.get(carrier.ws as object) : undefined);
}

/** Over ws, where the transport itself sends pings. */
export function listenForEcho(client: Pinged, nowMs: () => number): void {
  const echo = createLineEcho();
  putEcho(client, echo);
  const ping = client.ping.bind(client) as (carried: Uint8Array, mask: undefined, sent: unknown) => void;
  // The transport gives a listener alone.
  client.ping = (sent: unknown) => ping(echo.asked(nowMs()), undefined, sent);
  client.on("pong", echo.answered);
}
