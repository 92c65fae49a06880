import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { createTap } from "./recorded-tap.ts";

/** The node's clock is another one than this process's. */
const NODE_AHEAD_MS = 70_000;
const STOPPED_AT_MS = 10_000;

/** What is kept of these pieces, which came one after the other, and where in the session the file begins. */
async function keep(pieces: readonly (readonly [piece: RecordedPiece, receivedAtMs: number])[]) {
  const kept: number[] = [];
  const trouble: string[] = [];
  let beganAtMs: number | undefined;
  const tap = createTap({
    seat: { groupSessionId: "class" as GroupSessionId, participantId: "ana" as ParticipantId },
    source: "microphone",
    producerId: "producer",
    begin: async (recordingId, beginsAtMs) => {
      beganAtMs = beginsAtMs;
      return {
        recordingId,
        keepPiece: async ({ index }) => {
          kept.push(index);
          return "kept";
        },
        finish: async () => undefined,
      };
    },
    acknowledge: async () => undefined,
    trouble: (what) => trouble.push(what),
  });
  for (const [one, receivedAtMs] of pieces) {
    if (receivedAtMs >= STOPPED_AT_MS) tap.stoppedAtMs ??= STOPPED_AT_MS;
    tap.take(one, receivedAtMs + 500, receivedAtMs);
  }
  await tap.finish();
  expect(trouble).toEqual([]);
  return { kept, beganAtMs };
}

/** Times on this process's clock; `handedOverMs` later it is handed over. */
function piece(index: number, beganMs: number, arrivedMs: number, handedOverMs = arrivedMs): RecordedPiece {
  return {
    kind: index === 0 ? "header" : "media",
    index,
    startMs: beganMs + NODE_AHEAD_MS,
    durationMs: arrivedMs - beganMs,
    nowMs: handedOverMs + NODE_AHEAD_MS,
    arrivedMs: arrivedMs + NODE_AHEAD_MS,
    keyFrame: index > 0,
    rotationDegrees: 0,
    bytes: new Uint8Array(1),
  };
}

const before = [
  [piece(0, 8_000, 8_000), 8_010],
  [piece(1, 8_000, 8_980), 9_000],
] as const;

it("keeps what had arrived when it was stopped, also what is handed over later", async () => {
  const last = [piece(2, 9_000, 9_990, 10_005), 10_006] as const;
  expect(await keep([...before, last])).toEqual({ kept: [0, 1, 2], beganAtMs: 8_510 });
});

it("keeps nothing of a piece that began before the stop and lasts beyond it", async () => {
  const last = [piece(2, 9_000, 10_004), 10_006] as const;
  expect((await keep([...before, last])).kept).toEqual([0, 1]);
});

it("keeps no piece of which nobody can tell, because it was long on its way, and none after it", async () => {
  const slow = [piece(2, 9_000, 9_900), 10_150] as const;
  const quick = [piece(3, 9_900, 9_960), 10_000] as const;
  expect((await keep([...before, slow])).kept).toEqual([0, 1]);
  expect((await keep([...before, quick])).kept).toEqual([0, 1, 3]);
  expect((await keep([...before, slow, quick])).kept).toEqual([0, 1]);
});

it("begins no file with what came after the stop", async () => {
  expect(await keep([[piece(0, 9_990, 10_003), 10_004]])).toEqual({ kept: [], beganAtMs: undefined });
});
