// One's own pain stop on this device: at once, also without a line, and through a reload of the page. Until the server has
// answered, the command's id is kept and the same command is sent again: a stop is never lost, and never told twice.
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";

export interface OwnStop {
  /** Nothing of this body leaves the device, nothing is counted. */
  readonly isHere: () => boolean;
  /** The command to send again: it was given before this page was loaded, and nobody has answered it. */
  readonly unanswered: () => CommandId | undefined;
  readonly begin: (commandId: CommandId) => void;
  /** The server has it, or will never take it. */
  readonly answered: () => void;
  /** Whether the referee says, now, that this patient is stopped. */
  readonly follow: (stopped: boolean) => void;
}

export function createOwnStop(
  groupSessionId: string,
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
): OwnStop {
  const key = `ensemble.stop.${groupSessionId}`;
  const unanswered = () => (storage.getItem(key) ?? undefined) as CommandId | undefined;
  let here = unanswered() !== undefined;
  let known = false;
  return {
    isHere: () => here,
    unanswered,
    begin: (commandId) => {
      here = true;
      storage.setItem(key, commandId);
    },
    answered: () => storage.removeItem(key),
    follow: (stopped) => {
      // Ended by the referee's word only: it knew of the stop, and patient and therapist agreed to go on. A referee that
      // forgot it, because its server died too early, has not answered yet and will be told again.
      if (stopped) here = true;
      else if (known && unanswered() === undefined) here = false;
      known = stopped;
    },
  };
}
