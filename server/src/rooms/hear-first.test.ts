import { ClientState, getMessageBytes, Protocol, Room } from "@colyseus/core";
import { expect, it, vi } from "vitest";
import { hearFirst } from "./hear-first.ts";

const message = (type: string, bytes: readonly number[]) =>
  Buffer.from(getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type, undefined, Uint8Array.from(bytes)));

function listen() {
  const core = vi.fn();
  const room = { _onMessage: core };
  const heard = vi.fn();
  hearFirst(room as unknown as Room, "pose", (_client, bytes) => heard([...bytes]));
  return {
    core,
    heard,
    say: (bytes: Uint8Array, state: ClientState = ClientState.JOINED) => room._onMessage({ state }, bytes),
  };
}

it("hears the bytes of its own messages, of which the core is told nothing", () => {
  const { core, heard, say } = listen();
  say(message("pose", [1, 2, 3]));
  say(message("pose", []));
  expect(heard.mock.calls).toEqual([[[1, 2, 3]], [[]]]);
  expect(core).not.toHaveBeenCalled();
});

it("leaves every other message to the core", () => {
  const { core, heard, say } = listen();
  const others = [message("poses", [1]), message("pos", [1]), Buffer.alloc(0), Buffer.from([Protocol.ROOM_DATA])];
  for (const other of others) say(other);
  expect(core.mock.calls.map(([, bytes]) => bytes)).toEqual(others);
  expect(heard).not.toHaveBeenCalled();
});

it("hears nothing of who is leaving, as the core would not", () => {
  const { core, heard, say } = listen();
  say(message("pose", [1]), ClientState.LEAVING);
  expect([heard.mock.calls, core.mock.calls]).toEqual([[], []]);
});

it("stands in for what the core has", () => {
  expect((Room.prototype as unknown as { _onMessage: unknown })._onMessage).toBeTypeOf("function");
});
