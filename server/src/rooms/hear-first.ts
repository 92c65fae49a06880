// Pose frames are nearly all that comes to a room. They are heard before the core counts them, reads a type out of each, makes a name of
// it and asks who listens: that costs as much as taking a frame in.
import { ClientState, getMessageBytes, Protocol, type Room } from "@colyseus/core";

/** What the core calls with every message of a seated client; its own, and in no type of it. */
interface Core<Client> {
  _onMessage: (client: Client, message: Uint8Array) => void;
}

/** `hear` gets the bytes of messages of this type; it does not throw. Call before anybody joins. */
export function hearFirst<Client extends { readonly state: ClientState }>(
  room: Room,
  type: string,
  hear: (client: Client, bytes: Uint8Array) => void,
): void {
  const core = room as unknown as Core<Client>;
  const handOn = core._onMessage.bind(room);
  const head = Uint8Array.from(getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type));
  core._onMessage = (client, message) => {
    if (!beginsWith(message, head)) return handOn(client, message);
    if (client.state !== ClientState.LEAVING) hear(client, message.subarray(head.length));
  };
}

function beginsWith(message: Uint8Array, head: Uint8Array): boolean {
  for (let i = 0; i < head.length; i++) if (message[i] !== head[i]) return false;
  return true;
}
