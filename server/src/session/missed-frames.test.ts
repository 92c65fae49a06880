import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { createMissedFrames, TOLD_EVERY_MS } from "./missed-frames.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;

it("tells a gap at once, and those soon after it in one", () => {
  const missed = createMissedFrames();
  missed.note(ana, 5, 9);
  expect(missed.take(ana, 1_000)).toEqual({ kind: "framesMissed", participantId: ana, from: 5, before: 9 });
  missed.note(ana, 10, 11);
  missed.note(ana, 12, 13);
  expect(missed.take(ana, 1_000 + TOLD_EVERY_MS - 1)).toBeUndefined();
  expect(missed.take(ana, 1_000 + TOLD_EVERY_MS)).toMatchObject({ from: 10, before: 13 });
  expect(missed.take(ana, 1_000 + 9 * TOLD_EVERY_MS)).toBeUndefined();
});

it("makes some hundreds of facts of an hour in which every other frame is missing", () => {
  const missed = createMissedFrames();
  let facts = 0;
  for (let frame = 2; frame < 2 * 83 * 3_600; frame += 2) {
    missed.note(ana, frame - 1, frame);
    if (missed.take(ana, 6 * frame) !== undefined) facts += 1;
  }
  expect(facts).toBeLessThanOrEqual(361);
});

it("keeps nobody's gap back for another's", () => {
  const missed = createMissedFrames();
  missed.note(ana, 5, 9);
  missed.note(bruno, 2, 3);
  expect([missed.take(ana, 0)?.from, missed.take(bruno, 0)?.from]).toEqual([5, 2]);
});
