// A device's messages on a bad way: frames are lost, doubled and overtake each other before they reach the connection.
import { nextUniform, type SeededRandom } from "@ensemble/shared/exercise/seeded-random.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";

const LOST = 0.1;
const DOUBLED = 0.1;
const OVERTAKEN = 0.15;
const LATE_MS = 150;

/** Of a Colyseus room, what carries bytes. */
export interface BytesRoom {
  sendBytes: (type: string, bytes: Uint8Array) => void;
}

/** From now on this room's pose messages are treated so while `isLossy()`. */
export function loseMessages(room: BytesRoom, random: SeededRandom, isLossy: () => boolean): void {
  const send = room.sendBytes.bind(room);
  room.sendBytes = (type, bytes) => {
    if (type !== WIRE.pose || !isLossy()) return send(type, bytes);
    const fate = nextUniform(random);
    if (fate < LOST) return;
    const copy = bytes.slice();
    if (fate < LOST + DOUBLED) send(type, copy);
    if (fate > 1 - OVERTAKEN) setTimeout(() => send(type, copy), LATE_MS);
    else send(type, bytes);
  };
}
