// The least a group needs, to compare with: a room that takes everybody's frames and sends one bundle fifteen times a second.
// The same transport and name as the real server's, whose edge knows no other; no state, no journal, no checks.
import { type Client, defineRoom, defineServer, Room } from "@colyseus/core";
import { createLogger } from "../../../server/src/platform/logger.ts";
import { tuneCollector } from "../../../server/src/platform/tune-collector.ts";
import { chooseTransport, getMeter } from "../../../server/src/rooms/index.ts";
import { ROOM_NAME, WIRE } from "../../../shared/src/protocol/room-messages.ts";
import { answerMeasurements } from "./answer-measurements.ts";
import { PERSON_BYTES, packEchoBundle } from "./echo-bundle.ts";

const BUNDLE_EVERY_MS = 1000 / 15;
const SEATS = 7;

class EchoRoom extends Room {
  override maxClients = SEATS;
  private readonly parts = new Map<string, Uint8Array>();
  private unsent = false;

  override onCreate(): void {
    this.onMessageBytes(WIRE.pose, (client: Client, bytes: Uint8Array) => {
      let part = this.parts.get(client.sessionId);
      if (part === undefined) {
        part = new Uint8Array(PERSON_BYTES);
        this.parts.set(client.sessionId, part);
      }
      part.set(bytes.subarray(0, PERSON_BYTES));
      this.unsent = true;
    });
    // One timer: the core's own would tick sixty times a second.
    this.setTimestep(() => this.sendBundle(), BUNDLE_EVERY_MS);
    this.patchRate = null;
  }

  /** The transport has a meter on every socket, and cuts those for which nobody pays. */
  override onJoin(client: Client): void {
    getMeter(client.ref as never).seat({ take: () => true }, () => {});
  }

  override onLeave(client: Client): void {
    this.parts.delete(client.sessionId);
  }

  private sendBundle(): void {
    if (!this.unsent) return;
    this.unsent = false;
    const bundle = packEchoBundle(this.parts.values(), this.parts.size);
    this.broadcastBytes(WIRE.avatars, bundle, {});
  }
}

// As the real one: what is compared is what a session costs.
tuneCollector();
const wanted = process.env.COLYSEUS_TRANSPORT === "uws" ? "uws" : "ws";
const chosen = await chooseTransport(wanted, undefined, 0, createLogger("error"));
const server = defineServer({
  rooms: { [ROOM_NAME]: defineRoom(EchoRoom) },
  transport: chosen.transport,
  greet: false,
  gracefullyShutdown: false,
} as never);
const port = await chosen.listen(() => server.listen(0, "127.0.0.1"));
answerMeasurements({
  url: `http://127.0.0.1:${port}`,
  close: () => server.gracefullyShutdown(false) as Promise<void>,
});
