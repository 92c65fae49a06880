// What this page has asked for and has no answer to, and what of it takes so long that it must be the line or what things are written to.
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";

export type CommandName = SessionCommand["name"];
export interface Unanswered {
  readonly asked: number;
  /** Each once, in the order in which they were asked for. */
  readonly waiting: readonly CommandName[];
}
export interface UnansweredCommands {
  /** Until what it returns is called. */
  readonly ask: (name: CommandName) => () => void;
}

export const NONE_UNANSWERED: Unanswered = { asked: 0, waiting: [] };
const WORTH_A_WORD_AFTER_MS = 2_000;

interface Asked {
  readonly name: CommandName;
  late: boolean;
}

export function createUnansweredCommands(parts: {
  /** Runs later; returns the way to cancel. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  readonly changed: (now: Unanswered) => void;
}): UnansweredCommands {
  const open = new Set<Asked>();
  const tell = () => {
    const late = [...open].filter((one) => one.late).map(({ name }) => name);
    parts.changed({ asked: open.size, waiting: [...new Set(late)] });
  };
  return {
    ask: (name) => {
      const one: Asked = { name, late: false };
      open.add(one);
      const cancel = parts.schedule(WORTH_A_WORD_AFTER_MS, () => {
        one.late = true;
        tell();
      });
      tell();
      return () => {
        cancel();
        if (open.delete(one)) tell();
      };
    },
  };
}
