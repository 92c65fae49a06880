import { describe, expect, it } from "vitest";
import { clinicalOf, participantOf, THERAPIST, viewOf } from "../../../gallery/fixture-session.ts";
import { countRecorded, recordingStateOf } from "./recording-state.ts";

const ana = participantOf("Ana", 0, { recordingAnswer: "given", recordedNow: "both" });
const view = viewOf({ recording: true });

describe("while the class is recorded, the therapist", () => {
  it("reads what is kept of whom, and why of somebody nothing is", () => {
    expect(recordingStateOf(view, ana)).toBe("both");
    expect(recordingStateOf(view, { ...ana, recordedNow: "sound" })).toBe("sound");
    expect(recordingStateOf(view, { ...ana, recordedNow: "nothing" })).toBe("starting");
    expect(recordingStateOf(view, { ...ana, present: false, recordedNow: "nothing" })).toBe("away");
    expect(recordingStateOf(view, { ...ana, recordingAnswer: "none" })).toBe("asked");
    expect(recordingStateOf(view, { ...ana, recordingAnswer: "refused", present: false })).toBe("refused");
    expect(recordingStateOf(view, { ...ana, simulated: true })).toBe("simulated");
  });

  it("reads of both who speak alone that nothing of it is recorded", () => {
    const word = viewOf({ recording: true, privateWord: true });
    const alone = { ...ana, recordedNow: "nothing", clinical: clinicalOf({ inPrivateWord: true }) } as const;
    expect(recordingStateOf(word, alone)).toBe("word");
    expect(recordingStateOf(word, { ...THERAPIST, recordingAnswer: "given" })).toBe("word");
    expect(recordingStateOf(word, ana)).toBe("both");
    const others = { ...word, privateWordById: "tom" as typeof THERAPIST.participantId };
    expect(recordingStateOf(others, { ...THERAPIST, recordingAnswer: "given", recordedNow: "both" })).toBe("both");
  });

  it("counts of those who are there and could be recorded", () => {
    const people = [
      THERAPIST,
      ana,
      participantOf("Bruno", 1, { recordingAnswer: "refused" }),
      participantOf("Chidi", 2, { present: false }),
      participantOf("Dora", 3, { simulated: true }),
    ];
    expect(countRecorded({ ...view, participants: people })).toEqual({ recorded: 1, people: 3 });
  });
});
