import type { ClinicalView, ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { stoppedState } from "./stopped-rules.ts";

type Stop = NonNullable<ClinicalView["stop"]>;
const untaken: Stop = { takenById: undefined, patientAgrees: false, therapistAgrees: false };
function me(stop: Stop | undefined): ParticipantView {
  return { clinical: { stop } } as ParticipantView;
}

describe("what a stopped patient is told", () => {
  it("never claims that somebody knows while the referee has not said so", () => {
    expect(stoppedState(me(undefined), "connected")).toBe("telling");
    expect(stoppedState(me(undefined), "reconnecting")).toBe("offline");
  });
  it("says that the therapist was told, also when the line breaks afterwards", () => {
    expect(stoppedState(me(untaken), "reconnecting")).toBe("told");
  });
  it("says when the therapist came", () => {
    expect(stoppedState(me({ ...untaken, takenById: "tea" as ParticipantId }), "connected")).toBe("taken");
  });
  it("leaves the last word to the patient when the therapist agrees", () => {
    expect(stoppedState(me({ ...untaken, therapistAgrees: true }), "connected")).toBe("theyAgree");
  });
  it("waits for the therapist when only the patient agrees", () => {
    expect(stoppedState(me({ ...untaken, patientAgrees: true }), "connected")).toBe("waiting");
  });
});
