import { describe, expect, it } from "vitest";
import { clinicalOf, participantOf, viewOf } from "../../../gallery/fixture-session.ts";
import { isAskedToBeRecorded, recordingSignOf } from "./own-recording.ts";

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

  it("sees that the class is recorded, and whether that is with them", () => {
    expect(recordingSignOf(viewOf(), ME)).toBe("none");
    expect(recordingSignOf(RESTING, ME)).toBe("others");
    const recorded = { ...ME, takesPartInRecording: true };
    expect(recordingSignOf(RESTING, recorded)).toBe("me");
    expect(recordingSignOf(RESTING, { ...recorded, clinical: clinicalOf({ inPrivateWord: true }) })).toBe("pausedMe");
    expect(recordingSignOf({ ...RESTING, phase: "summary" }, recorded)).toBe("none");
  });
});
