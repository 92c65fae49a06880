// What the rules of attention are told about each patient.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { AttentionSubject } from "@ensemble/shared/session/attention-rules.ts";
import { cameraUse } from "./camera-rules.ts";

/** `seen` collects who has been present since this page was opened. */
export function subjectsOf(view: SessionView, seen: Set<string>): readonly AttentionSubject[] {
  return view.participants
    .filter((each) => each.role === "patient")
    .map((each) => {
      if (each.present || each.repetitions > 0) seen.add(each.participantId);
      return subjectOf(each, seen.has(each.participantId));
    });
}

function subjectOf(patient: ParticipantView, everPresent: boolean): AttentionSubject {
  const { clinical } = patient;
  const camera = cameraUse(patient);
  const measured = camera === "used" ? clinical : undefined;
  return {
    participantId: patient.participantId,
    mark: patient.mark,
    everPresent,
    present: patient.present,
    connection: patient.connection,
    stopped: patient.stopped,
    tracking: camera === "gone" ? "lost" : (measured?.tracking ?? "good"),
    cue: measured?.cue ?? "",
    confidence: measured?.quality === undefined ? undefined : measured.confidence,
    repetitions: patient.repetitions,
    // Whose repetitions nobody can count is not behind.
    targetRepetitions: camera === "withoutByChoice" ? 0 : patient.targetRepetitions,
  };
}
