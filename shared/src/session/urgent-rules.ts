// What nobody may be kept waiting for: stopping, pausing, and taking back what others see, hear or know of one. It is decided and
// told at once, also while the journal's database is away; everything else waits until it can be kept.
import type { SessionCommand } from "./session-command.ts";

export function isUrgent(command: SessionCommand): boolean {
  switch (command.name) {
    case "stopForPain":
    case "pauseSet":
      return true;
    case "consentToPicture":
      return !command.given;
    case "openMicrophone":
      return !command.toGroup;
    case "changePictureMode":
      return command.mode === "therapistOnly";
    case "chooseStanding":
      return command.standing === "hidden";
    case "shareStreak":
      return !command.shared;
    default:
      return false;
  }
}
