// Which commands say again what an earlier one of the same person said: only the last of them is what that person wants.
import type { SessionCommand } from "./session-command.ts";

const SETTINGS: ReadonlySet<SessionCommand["name"]> = new Set<SessionCommand["name"]>([
  "declareReady",
  "consentToPicture",
  "openMicrophone",
  "answerRecording",
  "runRecording",
  "chooseStanding",
  "shareStreak",
  "changePictureMode",
  "showDemonstration",
  "moveSpotlight",
  "movePrivateWord",
  "setTarget",
]);

/** A stop is outdone by nothing, and reports count each. */
export function isOutdone(earlier: SessionCommand, later: SessionCommand): boolean {
  if (earlier.name !== later.name || !SETTINGS.has(later.name)) return false;
  if (earlier.name === "showDemonstration" && later.name === "showDemonstration") {
    return earlier.participantId === later.participantId;
  }
  if (earlier.name !== "setTarget" || later.name !== "setTarget") return true;
  return earlier.participantId === later.participantId && earlier.exerciseId === later.exerciseId;
}
