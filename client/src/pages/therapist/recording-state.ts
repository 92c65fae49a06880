// What the therapist is told of everybody while the class is recorded: who is, and why who is not.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";

export type RecordingState =
  | "both"
  | "picture"
  | "sound"
  /** Said yes, and nothing of it is being kept: no camera, no line, or nowhere to keep it. */
  | "starting"
  | "asked"
  | "refused"
  | "away"
  | "word"
  | "simulated";

export function recordingStateOf(
  view: Pick<SessionView, "privateWord" | "privateWordById">,
  person: ParticipantView,
): RecordingState {
  if (person.simulated) return "simulated";
  if (person.recordingAnswer === "refused") return "refused";
  if (!person.present) return "away";
  if (person.recordingAnswer !== "given") return "asked";
  if (view.privateWord && (isSpeaker(view, person) || person.clinical?.inPrivateWord)) return "word";
  return person.recordedNow === "nothing" ? "starting" : person.recordedNow;
}

function isSpeaker({ privateWordById }: Pick<SessionView, "privateWordById">, person: ParticipantView): boolean {
  return person.role === "therapist" && (privateWordById === undefined || privateWordById === person.participantId);
}

/** Of those who are there and could be. */
export function countRecorded(view: SessionView): { readonly recorded: number; readonly people: number } {
  const people = view.participants.filter(({ simulated, present }) => present && !simulated);
  return { recorded: people.filter(({ recordedNow }) => recordedNow !== "nothing").length, people: people.length };
}
