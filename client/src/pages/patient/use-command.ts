// Sends commands from a page and knows what to show meanwhile: busy, what of it waits for the line, or the code of a refusal.
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { useCallback, useState } from "react";
import { useSessionActions } from "../../ui/session-context.tsx";
import { type CommandName, createUnansweredCommands, NONE_UNANSWERED } from "./unanswered-commands.ts";

export interface CommandSender {
  /** True when the referee applied it. */
  readonly send: (command: SessionCommand) => Promise<boolean>;
  readonly busy: boolean;
  /** The answer takes so long that it must be the line. */
  readonly waiting: boolean;
  /** To what. */
  readonly waitingFor: readonly CommandName[];
  readonly refused: string | undefined;
}

export function useCommand(): CommandSender {
  const { command: sendCommand } = useSessionActions();
  const [unanswered, setUnanswered] = useState(NONE_UNANSWERED);
  const [commands] = useState(() =>
    createUnansweredCommands({
      schedule: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      changed: setUnanswered,
    }),
  );
  const [refused, setRefused] = useState<string>();
  const send = useCallback(
    async (command: SessionCommand) => {
      const answered = commands.ask(command.name);
      setRefused(undefined);
      try {
        const answer = await sendCommand(command);
        // Who took it back knows that.
        if (!answer.applied && answer.code !== "command/taken_back") setRefused(answer.code);
        return answer.applied;
      } catch {
        // The connection was closed for good before an answer came; the session page says so in its own words.
        setRefused("network");
        return false;
      } finally {
        answered();
      }
    },
    [commands, sendCommand],
  );
  const { asked, waiting } = unanswered;
  return { send, busy: asked > 0, waiting: waiting.length > 0, waitingFor: waiting, refused };
}
