import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import squatFile from "../../../assets/exercises/squat.json" with { type: "json" };
import type { ClientSession } from "../connection/client-session.ts";
import { createDemonstrationPace, shareNow } from "./demonstration-pace.ts";
import { courseOf } from "./reference-course.ts";

const squat = parseTrackedExerciseFile(squatFile);
const course = courseOf(squat);
const ana = "ana" as ParticipantId;
const READING = { angleDegrees: 40, tracking: "good" };

function sessionOf(changes: {
  meId?: string;
  state?: string;
  reading?: object;
  clinical?: object;
  exerciseId?: string;
}) {
  const { meId = "thea", state = "running", reading, clinical = READING, exerciseId = "squat" } = changes;
  const view = { set: { state, exerciseId }, participants: [{ participantId: ana, clinical }] };
  return { meId, view, own: { reading } } as unknown as ClientSession;
}
const shareIn = (session: ClientSession, isStale = false) => shareNow(session, ana, squat, course, isStale);

describe("how far on their way somebody is", () => {
  it("is what the room says of another, and what this page measures of oneself", () => {
    expect(shareIn(sessionOf({}))).toBeCloseTo(course.shareOf(40), 9);
    const own = sessionOf({ meId: ana, reading: { angleDegrees: 60, tracking: "partial" } });
    expect(shareIn(own)).toBeCloseTo(course.shareOf(60), 9);
  });

  it("is unknown while they are not seen, without a set that runs, and in another exercise", () => {
    expect(shareIn(sessionOf({ clinical: { ...READING, tracking: "lost" } }))).toBeUndefined();
    expect(shareIn(sessionOf({ clinical: { ...READING, angleDegrees: undefined } }))).toBeUndefined();
    expect(shareIn(sessionOf({ state: "paused" }))).toBeUndefined();
    expect(shareIn(sessionOf({ exerciseId: "marching" }))).toBeUndefined();
    expect(shareIn(sessionOf({ meId: ana, reading: READING }), true)).toBeUndefined();
  });
});

describe("a pace", () => {
  function paceOf(reading: object) {
    let nowMs = 0;
    let whom: ParticipantId | undefined;
    const session = sessionOf({ meId: ana, reading });
    const next = createDemonstrationPace({
      exercise: squat,
      side: "both",
      inStepWith: () => whom,
      session: () => session,
      nowMs: () => nowMs,
    });
    return {
      goWith: (one: ParticipantId | undefined) => {
        whom = one;
      },
      phaseAfter: (seconds: number) => {
        let phase = Number.NaN;
        for (let i = 0; i < 30 * seconds; i++) {
          nowMs += 1000 / 30;
          ({ phase } = next(1 / 30));
        }
        return phase;
      },
    };
  }

  it("in step waits with somebody who is measured, and goes by itself once their readings have stopped", () => {
    const { goWith, phaseAfter } = paceOf({ angleDegrees: 0, tracking: "good" });
    goWith(ana);
    expect(phaseAfter(1)).toBe(0);
    expect(phaseAfter(2)).toBeGreaterThan(0.1);
  });

  it("of its own is the exercise's, and changes in the middle without a jump", () => {
    const { goWith, phaseAfter } = paceOf({ angleDegrees: 0, tracking: "good" });
    const before = phaseAfter(1);
    expect(before).toBeCloseTo(1000 / squat.reference.tempoMs, 6);
    goWith(ana);
    expect(phaseAfter(1 / 30) - before).toBeLessThan(0.03);
  });
});
