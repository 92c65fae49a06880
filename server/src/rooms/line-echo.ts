// Whether what is sent over a WebSocket comes out at its other end in time: a ping goes the same way behind everything else, and its pong says so.
// What still waits in this process says little of it: the system takes up to megabytes off it before a write has to wait.

/** So often every socket is sent a ping, by either transport. */
export const PING_EVERY_MS = 2_000;

export interface LineEcho {
  readonly asked: (nowMs: number) => void;
  readonly answered: () => void;
  /** Since the oldest ping that nothing has come back of; 0 where there is none. */
  readonly unansweredForMs: (nowMs: number) => number;
}

/** Of a ws socket, what is needed here. */
interface Pinged {
  ping: (...given: never[]) => void;
  readonly on: (event: "pong", listener: () => void) => unknown;
}

const echoes = new WeakMap<object, LineEcho>();

export function createLineEcho(): LineEcho {
  let sinceMs: number | undefined;
  return {
    asked: (nowMs) => {
      sinceMs ??= nowMs;
    },
    answered: () => {
      sinceMs = undefined;
    },
    unansweredForMs: (nowMs) => (sinceMs === undefined ? 0 : nowMs - sinceMs),
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
  const ping = client.ping.bind(client);
  client.ping = (...given) => {
    echo.asked(nowMs());
    ping(...given);
  };
  client.on("pong", echo.answered);
}
