import { ClientState } from "@colyseus/core";
import { decodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { decodeFigureBundle } from "@ensemble/shared/protocol/figure-bundle.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { expect, it, vi } from "vitest";
import type { LiveSession } from "../session/index.ts";
import { createRoomBeat } from "./room-beat.ts";
import type { SeatClient } from "./room-seat.ts";

const OPEN = 1;
const MARK = 3;
const BEHIND_BYTES = 100_000;
const LOST_BYTES = 10_000_000;

interface Written {
  readonly clients: SeatClient[];
  readonly said: Map<SeatClient, string[]>;
  readonly leave: ReturnType<typeof vi.fn>;
}

function seat(written: Written, role: "therapist" | "patient", bufferedBytes = 0): SeatClient {
  const said: string[] = [];
  const write = (frames: Uint8Array) => said.push(...readFrames(frames));
  const client = {
    state: ClientState.JOINED,
    readyState: OPEN,
    ref: { bufferedAmount: bufferedBytes },
    auth: { role },
    userData: { seatedAtMs: 0, line: { write } },
    leave: written.leave,
  } as unknown as SeatClient;
  written.said.set(client, said);
  written.clients.push(client);
  return client;
}

/** What kind of body each frame has, and whose. */
function readFrames(frames: Uint8Array): string[] {
  const kinds: string[] = [];
  const buffer = Buffer.from(frames);
  for (let at = 0; at < buffer.byteLength; ) {
    const short = buffer.readUInt8(at + 1);
    const [head, length] = short < 126 ? [2, short] : [4, buffer.readUInt16BE(at + 2)];
    const message = buffer.subarray(at + head, at + head + length);
    for (const [type, marks] of [
      [WIRE.avatars, (body: Uint8Array) => decodeAvatarBundle(body)?.avatars.map(({ slot }) => slot)],
      [WIRE.figures, (body: Uint8Array) => decodeFigureBundle(body)?.figures.map(({ slot }) => slot)],
    ] as const) {
      const named = message.indexOf(type);
      if (named >= 0) kinds.push(`${type} ${marks(message.subarray(named + type.length))}`);
    }
    at += head + length;
  }
  return kinds;
}

function beatingRoom() {
  const written: Written = { clients: [], said: new Map(), leave: vi.fn() };
  let moved = true;
  const live = {
    epoch: 1,
    visible: () => state,
    acknowledge: vi.fn(),
    takeFreshFrame: () => moved,
    readingOf: () => undefined,
  } as unknown as LiveSession;
  const state = {
    participants: { p: { participantId: "p", role: "patient", present: true, mark: MARK, simulated: false } },
  };
  const room = { clients: written.clients, state: { clinical: new Map() }, broadcastPatch: vi.fn(() => true) };
  const leftOut = vi.fn();
  const { beat } = createRoomBeat(room as never, live, leftOut);
  return { written, beat, room, live, leftOut, stopMoving: () => (moved = false) };
}

it("shows avatars to everybody and figures to therapists", () => {
  const { written, beat } = beatingRoom();
  const [patient, therapist] = [seat(written, "patient"), seat(written, "therapist")];
  beat();
  expect(written.said.get(patient)).toEqual([`${WIRE.avatars} ${MARK}`]);
  expect(written.said.get(therapist)).toEqual([`${WIRE.avatars} ${MARK}`, `${WIRE.figures} ${MARK}`]);
});

it("leaves bodies out for whoever is behind, and closes what nothing gets through, also while nobody moves", () => {
  const { written, beat, leftOut, stopMoving } = beatingRoom();
  const [behind, keepsUp] = [seat(written, "patient", BEHIND_BYTES), seat(written, "patient")];
  beat();
  expect([written.said.get(behind), written.said.get(keepsUp)]).toEqual([[], [`${WIRE.avatars} ${MARK}`]]);
  expect(written.leave).not.toHaveBeenCalled();
  expect(leftOut).toHaveBeenCalledOnce();
  stopMoving();
  seat(written, "patient", LOST_BYTES);
  beat();
  expect(written.leave.mock.calls).toEqual([[CLOSE_CODES.tooSlow]]);
  expect(written.said.get(keepsUp)).toHaveLength(1);
  expect(leftOut).toHaveBeenCalledOnce();
});

it("acknowledges with beats that send a patch anyway, once a second", () => {
  const { beat, room, live } = beatingRoom();
  let alone = 0;
  // The first says what there is.
  beat();
  for (let i = 0; i < 45; i++) {
    const [acknowledged, patched] = [
      vi.mocked(live.acknowledge).mock.calls.length,
      room.broadcastPatch.mock.calls.length,
    ];
    beat();
    const isAcknowledged = vi.mocked(live.acknowledge).mock.calls.length > acknowledged;
    if (isAcknowledged && room.broadcastPatch.mock.calls.length === patched) alone += 1;
  }
  expect(vi.mocked(live.acknowledge).mock.calls.length).toBeGreaterThan(2);
  expect(alone).toBe(0);
});
