// How much people's commands may put into one session's journal. Every takeover and every summary reads all of it.
import type { ParticipantId } from "./identifiers.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionFact } from "./session-fact.ts";
import type { SessionState } from "./session-state.ts";
import { isUrgent } from "./urgent-rules.ts";

/** Of one patient, or of all therapists: a full class of an hour takes some hundreds of its therapist, and some dozens of a patient. */
export const MOST_COMMANDS = 5_000;
/** Of one patient: a page that is loaded anew has another clock. */
export const MOST_CLOCKS = 1_000;

/** Facts do not say which therapist it was. */
export type Causer = ParticipantId | "therapists";

export function mayCommand(command: SessionCommand, state: SessionState, commandsBefore: number): boolean {
  return commandsBefore < MOST_COMMANDS || passesAlways(command, state);
}

/**
 * Nothing may keep anybody from stopping, hiding, or ending the session; the end waits for alarms that nobody has taken. None of it can
 * be repeated for ever: each makes an entry only after something else, which does not pass always, has undone it.
 */
export function passesAlways(command: SessionCommand, state: SessionState): boolean {
  // From one patient to the next without end.
  if (command.name === "movePrivateWord") return false;
  if (command.name !== "takeAlarm") return isUrgent(command) || command.name === "finishSession";
  return state.participants[command.participantId]?.stop?.takenById === null;
}

/** Whose command it was that made this fact its first. */
export function causerOf(fact: SessionFact): Causer {
  switch (fact.kind) {
    case "targetSet":
    case "alarmTaken":
    case "demonstrationShown":
    case "spotlightMoved":
    case "privateWordMoved":
    case "recordingStarted":
    case "recordingStopped":
    case "annotationDrawn":
    case "annotationErased":
    case "annotationsCleared":
      return "therapists";
    case "resumeAgreed":
    case "recordingAnswered":
      return fact.by === "therapist" ? "therapists" : fact.participantId;
    default:
      return "participantId" in fact ? fact.participantId : "therapists";
  }
}
