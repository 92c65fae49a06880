// What a device is told becomes observations before anything smooths it, so that a client that believes too much is found.
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { describe, expect, it } from "vitest";
import type { SimulatedParticipant } from "../../server/src/demo/simulated-participant.ts";
import { checkHistory } from "./check-history.ts";
import { type Observation, observed } from "./observation.ts";
import { type Watch, watchParticipant } from "./watch-participant.ts";

/** Ana's device over one connection, and what the room says to it. `believes`: whether the link takes an owner's word. */
function watchAna(believes: (epoch: number) => boolean = believesTheNewest()) {
  const history: Observation[] = [];
  const watch = watchParticipant((one) => history.push(one));
  watch.follow({
    me: { personId: "ana", role: "patient" },
    link: { isCurrent: ({ epoch }: { epoch: number }) => believes(epoch) },
  } as unknown as SimulatedParticipant);
  const connect = () => {
    const state: ((state: object) => void)[] = [];
    const messages = new Map<string, (...given: readonly unknown[]) => void>();
    watch.onRoom({
      onStateChange: (listener: (state: object) => void) => state.push(listener),
      onMessage: (type: string, listener: (...given: readonly unknown[]) => void) => messages.set(type, listener),
    } as unknown as Parameters<Watch["onRoom"]>[0]);
    return {
      state: (epoch: number, repetitions: number, provisional = false) => {
        const participants = new Map([["ana", { role: "patient", repetitions }]]);
        const all = { epoch, setId: "set", setState: "running", provisional, participants };
        const asJson = { setId: "set", participants: { ana: {} }, clinical: {} };
        for (const listener of state) listener({ ...all, toJSON: () => asJson });
      },
      message: (type: string, message: object) => {
        const named = messages.get(type);
        if (named === undefined) messages.get("*")?.(type, message);
        else named(message);
      },
    };
  };
  return { history, connect, rules: () => checkHistory(history).map(({ rule }) => rule) };
}

function believesTheNewest() {
  let newest = 0;
  return (epoch: number) => {
    newest = Math.max(newest, epoch);
    return epoch === newest;
  };
}

const repetition = (epoch: number, frame: number, repetitions: number, participantId = "ana") => ({
  epoch,
  participantId,
  setId: "set",
  repetitions,
  frame,
});
const of = <Kind extends Observation["kind"]>(history: readonly Observation[], kind: Kind) =>
  history.filter((one) => one.kind === kind);

describe("an earlier owner that still speaks", () => {
  const speak = (device: ReturnType<typeof watchAna>) => {
    const room = device.connect();
    room.state(1, 1);
    room.message(WIRE.mediaChanged, { epoch: 2 });
    room.message(WIRE.cue, { epoch: 1, participantId: "ana" });
  };

  it("is recorded, and believed by nobody whose link is as it should be", () => {
    const device = watchAna();
    speak(device);
    expect(of(device.history, "outdated")).toEqual([
      { kind: "outdated", by: "ana", epoch: 1, newest: 2, believed: false },
    ]);
    expect(device.rules()).toEqual([]);
  });

  it("is found when a link believes it", () => {
    const device = watchAna(() => true);
    speak(device);
    expect(new Set(device.rules())).toEqual(new Set(["one owner at any time"]));
  });
});

describe("counts", () => {
  it("that a server takes back are found, though the screen shows none of it", () => {
    const device = watchAna();
    const room = device.connect();
    room.state(1, 2);
    room.state(1, 1);
    expect(of(device.history, "shown")).toHaveLength(1);
    expect(device.rules()).toEqual(["counts that were kept are not taken back"]);
  });

  it("that an owner told as durable and the next one has not are found, though the screen shows none of it", () => {
    const device = watchAna();
    const room = device.connect();
    room.state(1, 2, true);
    room.state(2, 1, true);
    expect(device.rules()).toEqual([]);
    room.state(2, 2, true);
    room.state(2, 2);
    room.state(2, 2);
    expect(observed(device.history, "told").map(({ provisional }) => provisional)).toEqual([true, true, true, false]);
    room.state(3, 1);
    expect(of(device.history, "shown")).toHaveLength(1);
    expect(device.rules()).toEqual(["what was told as durable lasts"]);
  });

  it("may be older over an earlier connection that is still open", () => {
    const device = watchAna();
    const before = device.connect();
    const after = device.connect();
    after.state(1, 2);
    before.state(1, 1);
    expect(device.rules()).toEqual([]);
  });

  it("are kept once frames after theirs are acknowledged, by the owner that told them, and only one's own", () => {
    const device = watchAna();
    const room = device.connect();
    room.message(WIRE.repetition, repetition(1, 30, 1));
    room.message(WIRE.repetition, repetition(1, 30, 1, "bruno"));
    room.message(WIRE.repetition, repetition(1, 60, 2));
    room.message(WIRE.acknowledgement, { epoch: 1, through: 30 });
    expect(of(device.history, "acknowledged")).toEqual([]);
    room.message(WIRE.acknowledgement, { epoch: 1, through: 31 });
    room.message(WIRE.acknowledgement, { epoch: 2, through: 90 });
    expect(of(device.history, "acknowledged")).toEqual([
      { kind: "acknowledged", by: "ana", epoch: 1, setId: "set", repetitions: 1 },
    ]);
  });
});
