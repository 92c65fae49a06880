// A call with a room that is none, for the tests of one file: anew for each of them, and ended after it.
import { afterEach, beforeEach, vi } from "vitest";
import { type Call, openCall } from "../call.ts";
import { FakeRoom } from "./fake-room.ts";
import { FakeStream } from "./fake-stream.ts";

export interface FakeCall {
  /** Of the test that runs. */
  readonly room: FakeRoom;
  /** `null`: without a device. */
  readonly open: (stream?: FakeStream | null) => Promise<Call>;
}

/** Whatever is due by now has happened. */
export const settle = () => vi.advanceTimersByTimeAsync(0);

export function createFakeCall(): FakeCall {
  let room = new FakeRoom();
  let call: Call | undefined;
  beforeEach(() => {
    vi.useFakeTimers();
    room = new FakeRoom();
  });
  afterEach(() => {
    call?.dispose();
    call = undefined;
    vi.useRealTimers();
  });
  return {
    get room() {
      return room;
    },
    open: async (stream = new FakeStream()) => {
      call = await openCall(room.connection, {
        stream: (stream ?? undefined) as unknown as MediaStream | undefined,
        low: true,
        openPeer: (_ask, { onLine }) => room.openPeer(onLine),
      });
      await settle();
      return call;
    },
  };
}
