// Whether a patient is asked to be recorded now, and what the sign says while the class is.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { mayJoin } from "./patient-stage.ts";

/** `pausedMe`: said yes, and speaks alone with the therapist. */
export type RecordingSign = "me" | "pausedMe" | "others" | "none";

/** Nobody is asked while they move: the question stays until the set is over. */
export function isAskedToBeRecorded(view: SessionView, me: ParticipantView): boolean {
  if (!view.recording || me.recordingAnswer !== "none") return false;
  return view.phase !== "summary" && mayJoin(me) && view.set?.state !== "running";
}

/** Until when the standing consent holds by which one is recorded, and is told so before the next set; undefined where there is nothing to tell. */
export function standingToTell(view: SessionView, me: ParticipantView): number | undefined {
  if (!view.recording || view.phase === "summary" || me.recordingAnswer !== "given") return undefined;
  return me.clinical?.answerStandsUntilMs;
}

export function recordingSignOf(view: SessionView | undefined, me: ParticipantView | undefined): RecordingSign {
  if (view === undefined || me === undefined || !view.recording || view.phase === "summary") return "none";
  if (!me.takesPartInRecording) return "others";
  return me.clinical?.inPrivateWord ? "pausedMe" : "me";
}
