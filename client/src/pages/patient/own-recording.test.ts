import { describe, expect, it } from "vitest";
import { clinicalOf, participantOf, viewOf } from "../../../gallery/fixture-session.ts";
import { isAskedToBeRecorded, recordingSignOf, standingToTell } from "./own-recording.ts";

const RESTING = viewOf({ recording: true, set: undefined });
const ME = participantOf("Ana", 0);

describe("a patient", () => {
  it("is asked to be recorded when the class is to be, once what it is was accepted", () => {
    expect(isAskedToBeRecorded(RESTING, ME)).toBe(true);
    expect(isAskedToBeRecorded({ ...RESTING, recording: false }, ME)).toBe(false);
    expect(isAskedToBeRecorded(RESTING, { ...ME, clinical: clinicalOf({ agreed: false }) })).toBe(false);
    expect(isAskedToBeRecorded(RESTING, { ...ME, clinical: clinicalOf({ place: "" }) })).toBe(false);
    expect(isAskedToBeRecorded({ ...RESTING, phase: "summary" }, ME)).toBe(false);
  });

  it("is asked once, and by a server that does not record never", () => {
    for (const recordingAnswer of ["given", "refused", undefined] as const)
      expect(isAskedToBeRecorded(RESTING, { ...ME, recordingAnswer })).toBe(false);
  });

  it("is not asked in the middle of a set", () => {
    const moving = viewOf({ recording: true });
    expect(isAskedToBeRecorded(moving, ME)).toBe(false);
    for (const state of ["paused", "finished"] as const)
      expect(isAskedToBeRecorded({ ...moving, set: { ...moving.set!, state } }, ME)).toBe(true);
  });

  it("is told that a standing consent has them recorded, while it does", () => {
    const stands = { ...ME, recordingAnswer: "given", clinical: clinicalOf({ answerStandsUntilMs: 9_000 }) } as const;
    expect(standingToTell(RESTING, stands)).toBe(9_000);
    expect(standingToTell({ ...RESTING, recording: false }, stands)).toBeUndefined();
    expect(standingToTell({ ...RESTING, phase: "summary" }, stands)).toBeUndefined();
    // Of one's own yes there is nothing to tell, nor of a consent that is kept and does not count here.
    expect(standingToTell(RESTING, { ...ME, recordingAnswer: "given" })).toBeUndefined();
    const refused = {
      ...stands,
      recordingAnswer: "refused",
      clinical: clinicalOf({ standingConsentUntilMs: 9_000 }),
    } as const;
    expect(standingToTell(RESTING, refused)).toBeUndefined();
  });

  it("sees that the class is recorded, and whether that is with them", () => {
    expect(recordingSignOf(viewOf(), ME)).toBe("none");
    expect(recordingSignOf(RESTING, ME)).toBe("others");
    const recorded = { ...ME, takesPartInRecording: true };
    expect(recordingSignOf(RESTING, recorded)).toBe("me");
    expect(recordingSignOf(RESTING, { ...recorded, clinical: clinicalOf({ inPrivateWord: true }) })).toBe("pausedMe");
    expect(recordingSignOf({ ...RESTING, phase: "summary" }, recorded)).toBe("none");
  });
});
