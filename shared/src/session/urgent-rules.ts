// What nobody may be kept waiting for: stopping, pausing, and taking back what others see, hear or know of one, a private word with it. It is decided and
// told at once, also while the journal's database is away; everything else waits until it can be kept.
import type { ParticipantId } from "./identifiers.ts";
import type { SessionCommand } from "./session-command.ts";

export interface AskedCommand {
  readonly actorId: ParticipantId;
  readonly command: SessionCommand;
}

export function isUrgent(command: SessionCommand): boolean {
  switch (command.name) {
    case "stopForPain":
    case "pauseSet":
      return true;
    case "consentToPicture":
      return !command.given;
    case "answerRecording":
      return !command.given;
    case "takeBackStandingConsent":
      return true;
    case "runRecording":
      return !command.running;
    case "openMicrophone":
      return !command.toGroup;
    case "changePictureMode":
      return command.mode === "therapistOnly";
    case "movePrivateWord":
      return command.participantId !== null;
    case "chooseStanding":
      return command.standing === "hidden";
    case "shareStreak":
      return !command.shared;
    default:
      return false;
  }
}

/**
 * Whether what is urgent takes back what was asked before it and still waits: a person's last word holds, although it overtakes. A
 * stop takes back everybody's agreement that this person may go on.
 */
export function takesBack(urgent: AskedCommand, waiting: AskedCommand): boolean {
  const { actorId, command } = urgent;
  if (!isUrgent(command) || isUrgent(waiting.command)) return false;
  if (command.name === "stopForPain") {
    const { command: agreed } = waiting;
    if (agreed.name !== "agreeResume") return false;
    return ("participantId" in agreed ? (agreed.participantId ?? waiting.actorId) : waiting.actorId) === actorId;
  }
  if (waiting.actorId !== actorId) return false;
  if (command.name === "takeBackStandingConsent") return waiting.command.name === "answerRecording";
  if (command.name === "pauseSet") return waiting.command.name === "resumeSet" || waiting.command.name === "startSet";
  return waiting.command.name === command.name;
}
