import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { encodeFrame } from "@ensemble/shared/protocol/pose-packet.ts";
import { useClock } from "@ensemble/shared/session/frame-intake.ts";
import type { ClockId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { createPatientMovement, createReadFrame, takeFrameBytes } from "./patient-movement.ts";

const FLAGS_OFFSET = 8;
const ASPECT_OFFSET = 9;

function frame(sequence: number, change: (bytes: Uint8Array) => void = () => undefined): Uint8Array {
  const header = { sequence, captureMs: 100 * sequence, model: "none", earlierGone: false } as const;
  const bytes = encodeFrame(header, createPoseFrame());
  change(bytes);
  return bytes;
}
const pictureWithoutWidth = (bytes: Uint8Array) => bytes.fill(0, ASPECT_OFFSET, ASPECT_OFFSET + 2);
const sourceOfNoKind = (bytes: Uint8Array) => {
  bytes[FLAGS_OFFSET] = 3;
};

it.each([
  ["a picture without a width", pictureWithoutWidth, "frame/out_of_range"],
  ["a source there is none of", sourceOfNoKind, "frame/malformed"],
])("uses up the number of a frame that names %s, and goes on with the next", (_what, change, code) => {
  const movement = createPatientMovement(0, 0, -1);
  useClock(movement.intake, "clock" as ClockId, undefined);
  const take = (bytes: Uint8Array) => takeFrameBytes(movement, bytes, 5_000, createReadFrame());
  expect(take(frame(1))).toMatchObject({ kind: "taken" });
  expect(take(frame(2, change))).toEqual({ kind: "refused", code });
  expect(take(frame(2, change))).toEqual({ kind: "duplicate" });
  expect(take(frame(4, change))).toEqual({ kind: "gap" });
  expect(take(frame(3))).toMatchObject({ kind: "taken" });
});

it("leaves the mapping of a clock to the first body that could be", () => {
  const movement = createPatientMovement(0, 0, -1);
  useClock(movement.intake, "clock" as ClockId, undefined);
  const pointsIdentical = encodeFrame(
    { sequence: 1, captureMs: 100, model: "none", earlierGone: false },
    { ...createPoseFrame(), hasWorld: true },
  );
  const take = (bytes: Uint8Array, nowMs: number) => takeFrameBytes(movement, bytes, nowMs, createReadFrame());
  expect(take(pointsIdentical, 5_000)).toEqual({ kind: "refused", code: "frame/points_identical" });
  expect(take(frame(2), 5_100)).toMatchObject({ kind: "taken", newOffsetMs: 4_900 });
});
