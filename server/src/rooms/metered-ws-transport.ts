// ws as the room server's transport, with an ear for every socket's pongs, a line that gathers what it is sent, and a meter: a room's own
// listeners hear neither pongs nor what comes before a seat is taken, and the core takes them away when somebody leaves, while ws reads on.
import type { EventEmitter } from "node:events";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { createClientLine, putLine } from "./client-line.ts";
import { listenForEcho } from "./line-echo.ts";
import { createSocketMeter, putMeter } from "./socket-meter.ts";

type Connection = Parameters<WebSocketTransport["onConnection"]>;
type Metered = EventEmitter & { readonly terminate: () => void };

const FRAMES: ReadonlySet<string | symbol> = new Set(["message", "ping", "pong"]);

export class MeteredWsTransport extends WebSocketTransport {
  /** ws calls it as a function of its own: there is no `this`. */
  protected override onConnection(...[client, request, upgrade]: Connection): Promise<void> {
    meterSocket(client, request.socket);
    listenForEcho(client, () => performance.now());
    putLine(client, createClientLine(request.socket));
    return super.onConnection(client, request, upgrade);
  }
}

/** Call before anything is read of it. */
export function meterSocket(client: Metered, line: Pick<EventEmitter, "prependListener">): void {
  const meter = createSocketMeter(() => client.terminate());
  putMeter(client, meter);
  line.prependListener("data", ({ byteLength }: Buffer) => meter.read(byteLength));
  // Not a listener: those for messages are all removed by the core.
  const emit = client.emit.bind(client);
  client.emit = (event: string | symbol, ...told: unknown[]) => {
    if (FRAMES.has(event)) meter.frame();
    return emit(event, ...told);
  };
}
